using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PartnerChat.Data.Conversations;

namespace PartnerChat.Data.Search;

/// <summary>
/// The folded texts of <see cref="Size"/> messages in a row, to be searched as one. It is made in the background, and taken away by whatever changes a text in it, in
/// the same transaction: where there is none, the messages themselves are read. So nothing is found that is not there, and nothing is missed.
/// </summary>
public sealed class SearchBlock
{
    /// <summary>How many messages there are in a block. It is also in <see cref="MessageActionSql"/>'s statements and in what is stored.</summary>
    public const int Size = 512;

    /// <summary>Stands between two texts. The fold puts out no control character.</summary>
    public const char Separator = '\x1E';

    public Guid ConversationId { get; init; }

    /// <summary>From 0. Block n has the places n · <see cref="Size"/> + 1 to (n + 1) · <see cref="Size"/>.</summary>
    public long Number { get; init; }

    /// <summary>One text for each place, empty where the message is deleted.</summary>
    public required string Folded { get; init; }

    /// <summary>The block in which that place is.</summary>
    public static long Of(long seq) => (seq - 1) / Size;

    /// <summary>The first place of that block.</summary>
    public static long FirstOf(long number) => number * Size + 1;
}

internal sealed class SearchBlockMapping : IEntityTypeConfiguration<SearchBlock>
{
    public void Configure(EntityTypeBuilder<SearchBlock> builder)
    {
        builder.ToTable("message_search_blocks");
        builder.HasKey(b => new { b.ConversationId, b.Number });
        builder.Property(b => b.Number).ValueGeneratedNever();
        // Compared byte by byte, whatever the database's own rules are.
        builder.Property(b => b.Folded).UseCollation("C");
        // Made from the messages, and nothing without them.
        builder.HasOne<PartnerConversation>().WithMany().HasForeignKey(b => b.ConversationId).OnDelete(DeleteBehavior.Cascade);
    }
}
