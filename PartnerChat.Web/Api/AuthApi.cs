using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Api.Contracts;
using PartnerChat.Web.Api.Documents;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Api;

/// <summary>Identity's own endpoints: register, login, refresh, manage/info; and the end of a session.</summary>
internal static class AuthApi
{
    // They need mails that nobody sends; and a second factor is switched on and off on the pages, which ask who it is.
    private static readonly string[] Absent = ["confirmEmail", "resendConfirmationEmail", "forgotPassword", "resetPassword", "manage/2fa"];

    private static readonly string[] ByNobody = ["login", "register", "refresh"];

    /// <summary>Each a try at a password or a token, or a new account.</summary>
    private static readonly string[] Attempts = [.. ByNobody, "manage/info"];

    /// <summary>
    /// <c>/auth/register</c>, <c>/auth/login</c>, <c>/auth/refresh</c>, <c>/auth/manage/info</c> with Identity's field names; <c>POST /auth/logout</c>
    /// ends this session: 200, and from then on its tokens are refused.
    /// </summary>
    public static void MapAuthApi(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth").DisableCookieRedirect();
        auth.WithTags("Sign-in");
        auth.MapPost("/logout", SignOutAsync).Describe("End this session", "Its access token, its refresh token and its sockets end with it.");
        var identity = auth.MapGroup("");
        identity.AddEndpointFilter<AuthFieldErrors>();
        var routes = identity.MapIdentityApi<ApplicationUser>();
        routes.Add(Adapt);
        routes.Finally(AuthDescriptions.Describe);
    }

    private static async Task<Ok<SuccessContract>> SignOutAsync(SignInManager<ApplicationUser> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.Ok(new SuccessContract(true));
    }

    private static void Adapt(EndpointBuilder endpoint)
    {
        if (Absent.Any(path => Is(endpoint, path)))
        {
            TakeOut(endpoint);
            return;
        }

        if (ByNobody.Any(path => Is(endpoint, path))) endpoint.Metadata.Add(new AllowAnonymousAttribute());
        if (IsPost(endpoint) && Attempts.Any(path => Is(endpoint, path))) Limit(endpoint);
    }

    private static bool Is(EndpointBuilder endpoint, string path) =>
        endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } route } && route.TrimEnd('/').EndsWith($"/auth/{path}", StringComparison.OrdinalIgnoreCase);

    private static bool IsPost(EndpointBuilder endpoint) => endpoint.Metadata.OfType<HttpMethodMetadata>().Any(m => m.HttpMethods.Contains(HttpMethods.Post));

    // Its name stays: Identity writes it into mails that nobody sends.
    private static void TakeOut(EndpointBuilder endpoint)
    {
        foreach (var method in endpoint.Metadata.OfType<HttpMethodMetadata>().ToList()) endpoint.Metadata.Remove(method);
        endpoint.Metadata.Add(new ExcludeFromDescriptionAttribute());
        endpoint.Metadata.Add(new AllowAnonymousAttribute());
        endpoint.RequestDelegate = context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }

    // Before the body is read.
    private static void Limit(EndpointBuilder endpoint)
    {
        var go = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = context =>
            context.RequestServices.GetRequiredService<SignInAttempts>().Refuse(context) is { } seconds
                ? new ApiProblem(StatusCodes.Status429TooManyRequests, RetryAfter: TimeSpan.FromSeconds(seconds)).ExecuteAsync(context)
                : go(context);
    }
}
