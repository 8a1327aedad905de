using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>The message that another one answers, as a quote shows it.</summary>
/// <param name="ChangeSeq">The cursor of its last change.</param>
/// <param name="Text">Its beginning; empty once deleted.</param>
public sealed record QuotedMessage(Guid Id, long ChangeSeq, PartnerSide SenderId, string Text, bool IsDeleted)
{
    /// <summary>The longest beginning, in code points: two lines of the widest bubble, and what marks in it may take.</summary>
    public const int MaxLength = 200;

    public static QuotedMessage Of(MessageRecord message) =>
        new(message.Id, message.ChangeSeq, message.SenderId, BeginningOf(message.Content), message.DeletedAt is not null);

    private static string BeginningOf(string content)
    {
        if (content.Length <= MaxLength) return content;
        var end = 0;
        for (var i = 0; i < MaxLength && end < content.Length; i++) end += char.IsSurrogatePair(content, end) ? 2 : 1;
        return content[..end];
    }
}

/// <summary>What a page of messages shows beside them.</summary>
/// <param name="Quotes">What they answer.</param>
/// <param name="Starred">Those that bear the viewer's star.</param>
public sealed record PageMarks(IReadOnlyList<QuotedMessage> Quotes, IReadOnlyList<Guid> Starred);
