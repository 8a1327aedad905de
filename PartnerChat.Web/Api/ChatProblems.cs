using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api;

/// <summary>What the chat service refuses, as a problem.</summary>
internal static class ChatProblems
{
    /// <summary>What a sender is told of their text.</summary>
    private const string Content = "content";

    public static ApiProblem ToProblem<T>(this ChatResult<T> refused)
        where T : class => refused.Error switch
        {
            ChatError.EmptyContent => ApiProblem.Form(Content, "There is nothing in it to see."),
            ChatError.ContentTooLong => ApiProblem.Form(Content, $"At most {ContentRule.MaxLength} characters."),
            ChatError.InvalidContent => ApiProblem.Form(Content, "It holds characters that are no text."),
            ChatError.InvalidEmoji => ApiProblem.Form("emoji", "One emoji is asked for."),
            ChatError.InvalidQuery => ApiProblem.Form("q", $"1 to {SearchService.MaxLength} characters, with something in them to look for."),
            ChatError.NotFound => new ApiProblem(StatusCodes.Status404NotFound),
            ChatError.Forbidden => new ApiProblem(StatusCodes.Status403Forbidden),
            ChatError.Ended or ChatError.TooLate => new ApiProblem(StatusCodes.Status409Conflict),
            ChatError.RateLimited => new ApiProblem(StatusCodes.Status429TooManyRequests, RetryAfter: refused.RetryAfter),
            ChatError.Unavailable => new ApiProblem(StatusCodes.Status503ServiceUnavailable),
            _ => throw new ArgumentOutOfRangeException(nameof(refused), refused.Error, null),
        };
}
