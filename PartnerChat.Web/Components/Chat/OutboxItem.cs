namespace PartnerChat.Web.Components.Chat;

/// <summary>A message that waits in the browser's outbox.</summary>
/// <param name="ReplyTo">The message that it answers.</param>
public sealed record OutboxItem(Guid Id, string Content, Guid? ReplyTo = null);

/// <summary>What became of it: <paramref name="Seq"/> once stored, else <paramref name="Error"/>.</summary>
/// <param name="RetryAfterMs">With <c>rate_limited</c>: how long to wait before it is handed over again.</param>
/// <param name="AgeMs">How long ago it was stored: a repeat may be of long ago.</param>
public sealed record OutboxAnswer(Guid Id, long? Seq, string? Error, double? RetryAfterMs = null, double? AgeMs = null);

/// <summary>What became of a wish to take a message back: <paramref name="Error"/> when it was not done.</summary>
public sealed record TakeBackAnswer(Guid Id, string? Error);

/// <summary>A message of one's own as it was typed, to be changed.</summary>
public sealed record EditableMessage(Guid Id, string Content);
