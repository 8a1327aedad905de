using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api;

/// <summary>Gives what the framework refuses under <c>/api</c> our form, whatever the client says it accepts.</summary>
internal sealed class ApiProblems : IProblemDetailsWriter
{
    private const string RequiresTwoFactor = nameof(RequiresTwoFactor);

    public bool CanWrite(ProblemDetailsContext context) => ApiPath.Is(context.HttpContext);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var errors = (context.ProblemDetails as HttpValidationProblemDetails)?.Errors.ToDictionary(e => FieldOf(e.Key), e => e.Value);
        // Of all that Identity says this alone is something to go on by.
        var detail = context.ProblemDetails.Detail == RequiresTwoFactor ? RequiresTwoFactor : null;
        await new ApiProblem(context.ProblemDetails.Status ?? context.HttpContext.Response.StatusCode, errors, Detail: detail).ExecuteAsync(context.HttpContext);
    }

    // The validation names properties of ours; on the wire they are in snake case. Identity's fields are named as they are sent.
    private static string FieldOf(string key) => key is [var first, ..] && char.IsUpper(first) ? JsonNamingPolicy.SnakeCaseLower.ConvertName(key) : key;
}

/// <summary>What was thrown under <c>/api</c>, as a problem. Its text stays in the log.</summary>
internal sealed class ApiExceptions : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!ApiPath.Is(httpContext)) return false;
        await ProblemOf(exception).ExecuteAsync(httpContext);
        return true;
    }

    private static ApiProblem ProblemOf(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } unreadable => new ApiProblem(unreadable.StatusCode, UnreadableFields.Of(unreadable)),
        BadHttpRequestException refused => new ApiProblem(refused.StatusCode),
        _ when IsDatabaseAway(exception) => new ApiProblem(StatusCodes.Status503ServiceUnavailable),
        _ => new ApiProblem(StatusCodes.Status500InternalServerError),
    };

    // With a state it was the database that answered: then it is there, and the fault is ours unless it passes.
    private static bool IsDatabaseAway(Exception? exception) => exception switch
    {
        StoreUnavailableException or TimeoutException { Source: "Npgsql" } => true,
        DbException fault => fault.SqlState is null || fault.IsTransient,
        _ => exception?.InnerException is DbException inner && IsDatabaseAway(inner),
    };
}
