using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

internal sealed class PartnerConversationMapping : IEntityTypeConfiguration<PartnerConversation>
{
    private static readonly string[] Counters =
    [
        nameof(PartnerConversation.LastSeq), nameof(PartnerConversation.LastChangeSeq),
        nameof(PartnerConversation.PartnerADeliveredSeq), nameof(PartnerConversation.PartnerBDeliveredSeq),
        nameof(PartnerConversation.PartnerAReadSeq), nameof(PartnerConversation.PartnerBReadSeq),
        nameof(PartnerConversation.PartnerAPosition), nameof(PartnerConversation.PartnerBPosition), nameof(PartnerConversation.FactSeq),
    ];

    private static readonly string[] Switches =
        [nameof(PartnerConversation.IsActive), nameof(PartnerConversation.ShowsRead), nameof(PartnerConversation.ShowsTyping), nameof(PartnerConversation.ShowsPresence)];

    public void Configure(EntityTypeBuilder<PartnerConversation> builder)
    {
        builder.ToTable("partner_conversations", t => t.HasCheckConstraint(
            "ck_partner_conversations_counters",
            "message_count >= 0 AND last_seq >= message_count AND last_change_seq >= last_seq"));
        // Half-empty pages: every message updates this row, and the new version then stays on its page (a HOT update).
        builder.HasStorageParameter("fillfactor", 50);
        builder.HasIndex(c => c.RelationshipId).IsUnique();
        // Serves the worker that brings the admin's list up to date: who was active since yesterday.
        builder.HasIndex(c => c.LastActiveOn).IsDescending();
        builder.HasOne<Relationship>().WithOne().HasForeignKey<PartnerConversation>(c => c.RelationshipId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(c => c.LastMessagePreview).HasMaxLength(100);
        builder.Property(c => c.Metadata).HasColumnType("jsonb").HasDefaultValueSql("'{}'::jsonb");
        foreach (var on in Switches) builder.Property<bool>(on).HasDefaultValue(true).HasSentinel(true);
        builder.Property(c => c.MessageCount).HasDefaultValue(0);
        foreach (var counter in Counters) builder.Property<long>(counter).HasDefaultValue(0L);
        builder.Property(c => c.LastActiveOn).HasDefaultValueSql("(now() AT TIME ZONE 'UTC')::date");
    }
}
