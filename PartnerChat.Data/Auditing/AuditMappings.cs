using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PartnerChat.Data.Auditing;

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.Property(e => e.Details).HasColumnType("jsonb").HasDefaultValueSql("'{}'::jsonb");
        // Serve the audit log, read backwards: all of it, and what one narrows it to. The last also finds the reasons that a deletion erases.
        builder.HasIndex(e => new { e.At, e.Id });
        builder.HasIndex(e => new { e.Action, e.At, e.Id });
        builder.HasIndex(e => new { e.ActorId, e.At, e.Id });
        builder.HasIndex(e => new { e.ActorId, e.Action, e.At, e.Id });
        builder.HasIndex(e => new { e.TargetId, e.At, e.Id });
    }
}

internal sealed class AuditReasonMapping : IEntityTypeConfiguration<AuditReason>
{
    public void Configure(EntityTypeBuilder<AuditReason> builder)
    {
        builder.ToTable("audit_reasons");
        builder.HasKey(r => r.AuditEntryId);
        builder.HasOne<AuditEntry>().WithOne().HasForeignKey<AuditReason>(r => r.AuditEntryId).OnDelete(DeleteBehavior.Restrict);
    }
}
