using System.Security.Claims;

namespace PartnerChat.Web.Security;

/// <summary>
/// Takes the user away from a request whose sign-in is not good any more, whatever it came by. While the database is away nothing of
/// anybody's can be read, and the pages say so themselves, the error page too.
/// </summary>
internal sealed class SessionGate(RequestDelegate next, SessionCheck check)
{
    private static readonly object AnswerKey = new();

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.User.Identity is { IsAuthenticated: true } && !await IsGoodAsync(context)) context.User = new ClaimsPrincipal(new ClaimsIdentity());
        await next(context);
    }

    // A page for what broke comes by here again; with the database away a second question would cost a second wait.
    private async Task<bool> IsGoodAsync(HttpContext context)
    {
        if (context.Items[AnswerKey] is bool known) return known;
        var isGood = context.User.FindSignIn() is { } signIn && await check.IsGoodAsync(signIn, context.RequestAborted);
        context.Items[AnswerKey] = isGood;
        return isGood;
    }
}
