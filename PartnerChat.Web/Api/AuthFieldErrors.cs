using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.Data;
using PartnerChat.Web.Api.Contracts;
using PartnerChat.Web.Mail;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Api;

/// <summary>What Identity finds wrong, by the field that it is about and not by Identity's code; and what it would fail on is told before.</summary>
internal sealed class AuthFieldErrors(IdentityErrorDescriber words, SecurityMails mails) : IEndpointFilter
{
    private static readonly string[] Switches = ["useCookies", "useSessionCookies"];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // A switch in the query that it cannot read is refused without a word.
        if (context.HttpContext.Response.StatusCode == StatusCodes.Status400BadRequest) return TypedResults.ValidationProblem(UnreadableIn(context.HttpContext.Request.Query));
        var info = context.Arguments.OfType<InfoRequest>().FirstOrDefault();
        var account = context.Arguments.OfType<RegisterRequest>().FirstOrDefault();
        if (account is not null && !EmailRule.IsEmail(account.Email)) return Refuse("email", words.InvalidEmail(account.Email).Description);
        if (account is { Password: null }) return Refuse("password", words.PasswordTooShort(PasswordRules.MinLength).Description);
        if (info?.NewEmail is { Length: > 0 }) return Refuse("newEmail", "The e-mail address of an account cannot be changed.");
        var result = await next(context);
        if (info?.NewPassword is { Length: > 0 } && (result as INestedHttpResult)?.Result is IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK } && context.HttpContext.User.FindId() is { } userId)
            await mails.PasswordChangedAsync(userId, CancellationToken.None);
        return (result as INestedHttpResult)?.Result is ValidationProblem problem
            ? TypedResults.ValidationProblem(ByField(problem.ProblemDetails.Errors, isChange: info is not null))
            : result;
    }

    private static ValidationProblem Refuse(string field, string why) => TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [why] });

    private static Dictionary<string, string[]> UnreadableIn(IQueryCollection query) =>
        Switches.Where(s => query.ContainsKey(s) && !bool.TryParse(query[s], out _)).ToDictionary(s => s, _ => new[] { Words.Unreadable });

    private static Dictionary<string, string[]> ByField(IDictionary<string, string[]> byCode, bool isChange) =>
        byCode.GroupBy(e => FieldOf(e.Key, isChange), e => e.Value).ToDictionary(g => g.Key, g => g.SelectMany(told => told).Distinct().ToArray());

    private static string FieldOf(string code, bool isChange) => code switch
    {
        "PasswordMismatch" or "OldPasswordRequired" => "oldPassword",
        _ when !code.Contains("Password", StringComparison.Ordinal) => "email",
        _ => isChange ? "newPassword" : "password",
    };
}
