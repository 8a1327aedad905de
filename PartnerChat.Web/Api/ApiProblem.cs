using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PartnerChat.Web.Api.Contracts;

namespace PartnerChat.Web.Api;

/// <summary>Why there is no answer: the one form that every error under <c>/api</c> has (RFC 9457). Nothing of the server's inside is told.</summary>
/// <param name="Status">An HTTP status from 400 on.</param>
/// <param name="Errors">With 400: what is wrong, by field as the client wrote it.</param>
/// <param name="RetryAfter">With 429 and 503: when to ask again; told in whole seconds, one at least.</param>
/// <param name="Detail">What a client goes on by, where the status does not say enough.</param>
internal sealed record ApiProblem(int Status, IReadOnlyDictionary<string, string[]>? Errors = null, TimeSpan? RetryAfter = null, string? Detail = null) : IResult
{
    public const string ContentType = "application/problem+json";

    /// <summary>The request has a form that is none: this field is wrong.</summary>
    public static ApiProblem Form(string field, string fault) => new(StatusCodes.Status400BadRequest, new Dictionary<string, string[]> { [field] = [fault] });

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        if (Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(RetryAfter?.TotalSeconds ?? 1)).ToString(CultureInfo.InvariantCulture);
        var problem = new ProblemContract("about:blank", ReasonPhrases.GetReasonPhrase(Status), Status, Status == StatusCodes.Status400BadRequest ? Errors : null, Detail, TraceId());
        return response.WriteAsJsonAsync(problem, ApiJson.Default.ProblemContract, ContentType, httpContext.RequestAborted);
    }

    private static string TraceId() =>
        (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId : ActivityTraceId.CreateRandom()).ToHexString();
}
