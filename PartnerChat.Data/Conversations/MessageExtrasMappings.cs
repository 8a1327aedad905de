using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PartnerChat.Data.Conversations;

internal sealed class MessageChangeMapping : IEntityTypeConfiguration<MessageChange>
{
    public void Configure(EntityTypeBuilder<MessageChange> builder)
    {
        builder.ToTable("message_changes");
        // Serves "changes after N". No foreign key: the rows are written only beside the message, under the conversation's lock.
        builder.HasKey(c => new { c.ConversationId, c.ChangeSeq });
        builder.Property(c => c.ChangeSeq).ValueGeneratedNever();
    }
}

internal sealed class MessageEditMapping : IEntityTypeConfiguration<MessageEdit>
{
    public void Configure(EntityTypeBuilder<MessageEdit> builder)
    {
        builder.ToTable("message_edits");
        builder.HasKey(e => new { e.MessageId, e.ReplacedAt });
        builder.HasOne<PartnerMessage>().WithMany().HasForeignKey(e => e.MessageId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MessageReactionMapping : IEntityTypeConfiguration<MessageReaction>
{
    public void Configure(EntityTypeBuilder<MessageReaction> builder)
    {
        builder.ToTable("message_reactions", t => t.HasCheckConstraint("ck_message_reactions_emoji", "char_length(emoji) BETWEEN 1 AND 32"));
        builder.HasKey(r => new { r.MessageId, r.PartnerId });
        builder.HasOne<PartnerMessage>().WithMany().HasForeignKey(r => r.MessageId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MessageStarMapping : IEntityTypeConfiguration<MessageStar>
{
    public void Configure(EntityTypeBuilder<MessageStar> builder)
    {
        builder.ToTable("message_stars");
        builder.HasKey(s => new { s.MessageId, s.PartnerId });
        builder.HasOne<PartnerMessage>().WithMany().HasForeignKey(s => s.MessageId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("notices", t => t.HasCheckConstraint("ck_notices_kind", "kind IN ('inspected', 'ended', 'receipts_off', 'receipts_on')"));
        builder.Property(n => n.Details).HasColumnType("jsonb").HasDefaultValueSql("'{}'::jsonb");
        builder.Property(n => n.FactSeq).HasDefaultValue(0L);
        // Serves the notices between two messages of a page.
        builder.HasIndex(n => new { n.ConversationId, n.At });
        builder.HasOne<PartnerConversation>().WithMany().HasForeignKey(n => n.ConversationId).OnDelete(DeleteBehavior.Restrict);
    }
}
