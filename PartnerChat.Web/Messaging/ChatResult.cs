namespace PartnerChat.Web.Messaging;

/// <summary>Why something was not done: what a user can cause, or what passes by itself.</summary>
public enum ChatError
{
    /// <summary>Nothing is left of the text but white space and invisible characters.</summary>
    EmptyContent,

    /// <summary>More than <see cref="ContentRule.MaxLength"/> code points.</summary>
    ContentTooLong,

    /// <summary>The text holds NUL or a lone surrogate.</summary>
    InvalidContent,

    /// <summary>What should be an emoji is none.</summary>
    InvalidEmoji,

    /// <summary>There is nothing in it to look for, or more than <see cref="SearchService.MaxLength"/> code points.</summary>
    InvalidQuery,

    /// <summary>Not there, or not theirs.</summary>
    NotFound,

    /// <summary>In their conversation, but the other partner's to do.</summary>
    Forbidden,

    /// <summary>The relationship has ended.</summary>
    Ended,

    /// <summary>It could be done for a time, and that time is over.</summary>
    TooLate,

    /// <summary>Too much in too short a time; nothing was done. <see cref="ChatResult{T}.RetryAfter"/> says when to ask again.</summary>
    RateLimited,

    /// <summary>The database does not answer. Nothing is known of what was asked; asking again is safe.</summary>
    Unavailable,
}

/// <summary>A value, or why there is none.</summary>
/// <param name="RetryAfter">With <see cref="ChatError.RateLimited"/>: how long to wait.</param>
public readonly record struct ChatResult<T>(T? Value, ChatError? Error, TimeSpan? RetryAfter = null)
    where T : class
{
    public static implicit operator ChatResult<T>(T value) => new(value, null);

    public static implicit operator ChatResult<T>(ChatError error) => new(null, error);
}
