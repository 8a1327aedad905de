using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PartnerChat.Data.Mail;

internal sealed class QueuedMailMapping : IEntityTypeConfiguration<QueuedMail>
{
    public void Configure(EntityTypeBuilder<QueuedMail> builder)
    {
        builder.ToTable("mails", t =>
        {
            t.HasCheckConstraint("ck_mails_outcome", "outcome IN ('sent', 'failed', 'dropped')");
            t.HasCheckConstraint("ck_mails_done", "(done_at IS NULL) = (outcome IS NULL) AND (done_at IS NULL) = (sealed IS NOT NULL)");
        });
        builder.Property(m => m.Id).ValueGeneratedNever();
        // Serves "what is due".
        builder.HasIndex(m => m.NextAt).HasFilter("done_at IS NULL").HasDatabaseName("ix_mails_due");
        // Serves the count of an address's.
        builder.HasIndex(m => m.AddressHash).HasFilter("address_hash IS NOT NULL").HasDatabaseName("ix_mails_address");
        // Serves the count of those that failed, and the sweep.
        builder.HasIndex(m => m.DoneAt).HasFilter("done_at IS NOT NULL").HasDatabaseName("ix_mails_done");
    }
}
