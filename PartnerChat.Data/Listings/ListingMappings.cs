using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PartnerChat.Data.Conversations;

namespace PartnerChat.Data.Listings;

internal sealed class ConversationListingMapping : IEntityTypeConfiguration<ConversationListing>
{
    public void Configure(EntityTypeBuilder<ConversationListing> builder)
    {
        builder.ToTable("conversation_listings");
        builder.HasKey(l => l.ConversationId);
        builder.Property(l => l.ConversationId).ValueGeneratedNever();
        // Not a history: it goes with what it is a list of.
        builder.HasOne<PartnerConversation>().WithOne().HasForeignKey<ConversationListing>(l => l.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(l => l.Names).UseCollation("C").HasDefaultValue("");
        builder.Property(l => l.MessageCount).HasDefaultValue(0);
        builder.Property(l => l.RecentCount).HasDefaultValue(0);
        builder.Property(l => l.CountedSeq).HasDefaultValue(0L);
        builder.Property(l => l.DaySeq).HasDefaultValue(0L);
        builder.Property(l => l.DeletedCount).HasDefaultValue(0L);
        // Each serves one order of the list, both ways, with the filter: a page far down walks the index and no row.
        builder.HasIndex(l => new { l.Names, l.ConversationId }).IncludeProperties(l => l.IsActive);
        builder.HasIndex(l => new { l.MessageCount, l.ConversationId }).IncludeProperties(l => l.IsActive);
        builder.HasIndex(l => new { l.RecentCount, l.ConversationId }).IncludeProperties(l => l.IsActive);
        builder.HasIndex(l => new { l.LastAt, l.ConversationId }).IncludeProperties(l => l.IsActive);
        builder.HasIndex(l => new { l.IsActive, l.LastAt, l.ConversationId });
        // Serves the worker: what is to be brought up to date.
        builder.HasIndex(l => l.ConversationId).HasFilter("is_stale").HasDatabaseName("ix_conversation_listings_stale");
    }
}

internal sealed class MessageDayMapping : IEntityTypeConfiguration<MessageDay>
{
    public void Configure(EntityTypeBuilder<MessageDay> builder)
    {
        builder.ToTable("message_days");
        builder.HasKey(d => new { d.ConversationId, d.Day });
        builder.HasOne<ConversationListing>().WithMany().HasForeignKey(d => d.ConversationId).OnDelete(DeleteBehavior.Cascade);
        // Serves the day that is 30 days past.
        builder.HasIndex(d => d.Day);
    }
}

internal sealed class MessageQuarterMapping : IEntityTypeConfiguration<MessageQuarter>
{
    public void Configure(EntityTypeBuilder<MessageQuarter> builder)
    {
        builder.ToTable("message_quarters");
        builder.HasKey(q => q.At);
    }
}
