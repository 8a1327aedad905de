using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PartnerChat.Data.Conversations;

internal sealed class PartnerMessageMapping : IEntityTypeConfiguration<PartnerMessage>
{
    public void Configure(EntityTypeBuilder<PartnerMessage> builder)
    {
        builder.ToTable("partner_messages", t =>
        {
            t.HasCheckConstraint("ck_partner_messages_sender_id", "sender_id IN ('partner_a', 'partner_b')");
            t.HasCheckConstraint("ck_partner_messages_content", $"char_length(content) <= 5000 AND ({VisibleText.IsIn("content")} OR deleted_at IS NOT NULL)");
            t.HasCheckConstraint("ck_partner_messages_receipts", "read_at IS NULL OR delivered_at IS NOT NULL");
            t.HasCheckConstraint("ck_partner_messages_numbers", "seq >= 1 AND first_change_seq >= 1 AND change_seq >= first_change_seq");
            t.HasCheckConstraint("ck_partner_messages_sentiment_label", "sentiment_label IN ('positive', 'neutral', 'negative', 'mixed')");
            t.HasCheckConstraint("ck_partner_messages_escalation_risk", "escalation_risk IN ('low', 'medium', 'high', 'critical')");
            t.HasCheckConstraint("ck_partner_messages_intervention_type", "intervention_type IN ('suggestion', 'warning', 'reframe')");
        });
        // Half-empty pages: a receipt updates no indexed column, so its new row version stays on its page (a HOT update).
        builder.HasStorageParameter("fillfactor", 50);
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.HasOne<PartnerConversation>().WithMany().HasForeignKey(m => m.ConversationId).OnDelete(DeleteBehavior.Restrict);
        // Serves the pages of history and the range that a receipt covers.
        builder.HasIndex(m => new { m.ConversationId, m.Seq }).IsUnique();
        // Serves "is this a repeat?". The conversation comes first: client ids are random, and where they come first every message touches another page of all that is stored.
        // With its filter no planner takes it for a range of seq, even on an empty table.
        builder.HasIndex(m => new { m.ConversationId, m.ClientMessageId, m.SenderId }).IsUnique().HasFilter("client_message_id IS NOT NULL");

        builder.Property(m => m.Status).HasComputedColumnSql(
            "CASE WHEN read_at IS NOT NULL THEN 'read' WHEN delivered_at IS NOT NULL THEN 'delivered' ELSE 'sent' END", stored: true);
        builder.Property(m => m.Emotions).HasColumnType("jsonb").HasDefaultValueSql("'[]'::jsonb");
        builder.Property(m => m.DetectedTriggers).HasColumnType("jsonb").HasDefaultValueSql("'[]'::jsonb");
        builder.Property(m => m.GottmanMarkers).HasColumnType("jsonb").HasDefaultValueSql("'{}'::jsonb");
        builder.Property(m => m.Metadata).HasColumnType("jsonb").HasDefaultValueSql("'{}'::jsonb");
        builder.Property(m => m.Reactions).HasColumnType("jsonb");
        builder.Property(m => m.LunaIntervened).HasDefaultValue(false);
    }
}
