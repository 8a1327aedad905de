using System.Text.Json;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>
/// What the two of a conversation share beside their messages: their names, and what they let each other see. Each of the three is shown only while both
/// have it on, so it is the same for both.
/// </summary>
/// <param name="Seq">Rises by one with every change of these, and with every notice: of two, the one with the higher number is true.</param>
/// <param name="NameB">Null until the other has joined.</param>
public sealed record ConversationFacts(long Seq, bool ShowsRead, bool ShowsTyping, bool ShowsPresence, string NameA, string? NameB)
{
    /// <summary>The name of that partner; null if nobody has joined there.</summary>
    public string? NameOf(PartnerSide side) => side == PartnerSide.A ? NameA : NameB;
}

/// <summary>Something that both are told in their chat and that is no message.</summary>
/// <param name="Seq">The number of <see cref="ConversationFacts"/> at which it came.</param>
/// <param name="Kind">One of <see cref="Notice"/>'s.</param>
/// <param name="By">Who did it; null where it was neither of the two.</param>
/// <param name="Shown">With receipts: whether the two see them from then on.</param>
/// <param name="WithAccount">With the end: whether they deleted their account.</param>
/// <param name="Look">With an admin's look: who, why, until when, what.</param>
public sealed record NoticeRecord(
    Guid Id, long Seq, string Kind, DateTimeOffset At, PartnerSide? By = null, bool Shown = false, bool WithAccount = false, AdminLook? Look = null)
{
    internal static NoticeRecord From(Notice notice)
    {
        using var details = JsonDocument.Parse(notice.Details);
        var root = details.RootElement;
        PartnerSide? by = root.TryGetProperty("by", out var side) ? PartnerSides.Parse(side.GetString()!) : null;
        return new NoticeRecord(
            notice.Id, notice.FactSeq, notice.Kind, notice.At, by, Is("shown"), Is("with_account"), notice.Kind == Notice.Inspected ? AdminLook.From(root) : null);

        bool Is(string name) => root.TryGetProperty(name, out var value) && value.GetBoolean();
    }
}

/// <summary>An admin's look into the conversation, as its two are told of it. It grows with each page that is read.</summary>
/// <param name="Until">When the last page was read; the notice's own time is the first's.</param>
/// <param name="Pages">Which pages were read, by rising number; 1 is the newest at the time.</param>
public sealed record AdminLook(string Name, string Reason, DateTimeOffset Until, IReadOnlyList<int> Pages)
{
    internal static AdminLook From(JsonElement details) => new(
        details.GetProperty("name").GetString()!, details.GetProperty("reason").GetString()!, details.GetProperty("to").GetDateTimeOffset(),
        [.. details.GetProperty("pages").EnumerateArray().Select(p => p.GetInt32())]);
}

/// <summary>A number of <see cref="ConversationFacts"/>: what came after it is to be told.</summary>
public sealed record FactPlace(long Seq);

/// <summary>The facts of a conversation as they are now, and the notices since a reader's number, oldest first.</summary>
public sealed record ConversationNews(Guid ConversationId, ConversationFacts Facts, IReadOnlyList<NoticeRecord> Notices);
