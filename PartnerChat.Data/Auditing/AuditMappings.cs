using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PartnerChat.Data.Auditing;

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.Property(e => e.Details).HasColumnType("jsonb").HasDefaultValueSql("'{}'::jsonb");
        // Serves the audit log, newest first.
        builder.HasIndex(e => e.At).IsDescending();
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
