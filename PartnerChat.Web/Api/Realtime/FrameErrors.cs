using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>Why something was not done, in the words of the contract.</summary>
internal static class FrameErrors
{
    public const string InvalidFrame = "invalid_frame";

    public static ErrorFrame ToFrame(this ChatError error, Guid? clientMessageId, TimeSpan? retryAfter = null)
    {
        var (code, message) = error switch
        {
            ChatError.InvalidContent => (InvalidFrame, "The text holds NUL or half a surrogate pair."),
            ChatError.EmptyContent => ("empty_content", "There is nothing to see in it."),
            ChatError.ContentTooLong => ("content_too_long", $"At most {ContentRule.MaxLength} characters."),
            ChatError.NotFound => ("not_found", "There is no such message in this conversation."),
            ChatError.Forbidden => ("forbidden", "Only its recipient marks a message."),
            ChatError.Ended => ("ended", "The relationship has ended."),
            ChatError.RateLimited => ("rate_limited", $"Too many messages. Send it again in {Seconds(retryAfter)} s."),
            ChatError.Unavailable => ("unavailable", "The database does not answer. Send it again with the same client_message_id."),
            _ => throw new ArgumentOutOfRangeException(nameof(error), error, null),
        };
        return new ErrorFrame("error", code, message, clientMessageId);
    }

    public static ErrorFrame Invalid() => new("error", InvalidFrame, "This is no frame: a JSON object with a known type and its fields.", null);

    private static int Seconds(TimeSpan? wait) => Math.Max(1, (int)Math.Ceiling(wait?.TotalSeconds ?? 1));
}
