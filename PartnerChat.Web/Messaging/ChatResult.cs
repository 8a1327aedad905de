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

    /// <summary>Not there, or not theirs.</summary>
    NotFound,

    /// <summary>The relationship has ended.</summary>
    Ended,

    /// <summary>The database does not answer. Nothing is known of what was asked; asking again is safe.</summary>
    Unavailable,
}

/// <summary>A value, or why there is none.</summary>
public readonly record struct ChatResult<T>(T? Value, ChatError? Error)
    where T : class
{
    public static implicit operator ChatResult<T>(T value) => new(value, null);

    public static implicit operator ChatResult<T>(ChatError error) => new(null, error);
}
