using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Exporting;

/// <summary>A conversation that a user may export, by what one knows it by.</summary>
/// <param name="PartnerName">Null until the other has joined.</param>
/// <param name="EndedAt">Null while it goes on.</param>
public sealed record ExportableConversation(Guid Id, string Name, string? PartnerName, DateTimeOffset Since, DateTimeOffset? EndedAt, int MessageCount);

/// <summary>What there is to export, as it is at the start.</summary>
/// <param name="FirstSentAt">When the first message was sent, deleted or not; null where there is none.</param>
public sealed record ExportScope(DateTimeOffset? FirstSentAt, DateTimeOffset? EndedAt, PartnerSide? EndedBy);

/// <summary>How many messages there are between a point of time and the next.</summary>
/// <param name="Index">Which point, from 0.</param>
public sealed record ExportCount(int Index, int Count);

/// <summary>The message that another one answers, as an export shows it.</summary>
/// <param name="Text">Its beginning, of <see cref="QuotedMessage.MaxLength"/> code points at most; empty once deleted.</param>
public sealed record ExportQuote(long Seq, PartnerSide SenderId, string Text, bool IsDeleted);

/// <summary>A message with all that stands on it.</summary>
/// <param name="Edits">What it said before, oldest first.</param>
/// <param name="IsStarred">Whether it bears the star of whoever exports.</param>
public sealed record ExportedMessage(MessageRecord Message, IReadOnlyList<EarlierText> Edits, ExportQuote? Quote, bool IsStarred);

/// <summary>A run of places: its messages that are not deleted, and the notices among them, both oldest first.</summary>
public sealed record ExportPage(IReadOnlyList<ExportedMessage> Messages, IReadOnlyList<NoticeRecord> Notices);
