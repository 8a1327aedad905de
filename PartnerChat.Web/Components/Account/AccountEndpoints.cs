using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Account;

/// <summary>What the account pages ask for besides pages.</summary>
internal static class AccountEndpoints
{
    public static void MapAccountEndpoints(this IEndpointRouteBuilder endpoints)
    {
        // The page of the same path answers a GET; it would take a POST too.
        endpoints.MapPost("/account/logout", SignOutAsync).WithOrder(-1).AddEndpointFilter<AntiforgeryFilter>();
        var passkeys = endpoints.MapGroup("/account/passkey").AddEndpointFilter<AntiforgeryFilter>();
        passkeys.MapPost("/creation", CreationOptionsAsync);
        passkeys.MapPost("/addition", AdditionOptionsAsync).RequireAuthorization();
        passkeys.MapPost("/request", RequestOptionsAsync);
        endpoints.MapPost("/account/sign-out-everywhere", SignOutEverywhereAsync).AddEndpointFilter<AntiforgeryFilter>().RequireAuthorization();
    }

    private static async Task<IResult> SignOutAsync(SignInManager<ApplicationUser> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect("/");
    }

    // Other devices are told too, wherever they are; this one goes last, with its cookie.
    private static async Task<IResult> SignOutEverywhereAsync(HttpContext context, AccountSessions sessions, SignInManager<ApplicationUser> signIn)
    {
        await sessions.EndOthersAsync(context.User.FindId()!.Value, but: null, context.RequestAborted);
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect("/");
    }

    // Who has a password gives it with the form that brings the new passkey.
    private static async Task<IResult> AdditionOptionsAsync(HttpContext context, UserManager<ApplicationUser> users, SignInManager<ApplicationUser> signIn, AccountProof proof)
    {
        if (await users.GetUserAsync(context.User) is not { Email: { } email } user) return TypedResults.BadRequest();
        if (user.PasswordHash is null && !await proof.HasNoneAsync(user))
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (await proof.FindFaultAsync(user, new ShownProof(null, null, form["Input.Shown"])) is not null) return TypedResults.BadRequest();
        }

        var entity = new PasskeyUserEntity { Id = user.Id.ToString(), Name = email, DisplayName = email };
        return TypedResults.Text(await signIn.MakePasskeyCreationOptionsAsync(entity), "application/json");
    }

    private static async Task<IResult> CreationOptionsAsync(HttpContext context, SignInManager<ApplicationUser> signIn)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var email = form["Input.Email"].ToString().Trim();
        if (!EmailRule.IsEmail(email) || !DisplayName.TryParse(form["Input.Name"], out var name, out _)) return TypedResults.BadRequest();
        var entity = new PasskeyUserEntity { Id = Guid.CreateVersion7().ToString(), Name = email, DisplayName = name };
        return TypedResults.Text(await signIn.MakePasskeyCreationOptionsAsync(entity), "application/json");
    }

    private static async Task<IResult> RequestOptionsAsync(SignInManager<ApplicationUser> signIn) =>
        TypedResults.Text(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");
}

/// <summary>Lets a form of ours through, and no other.</summary>
internal sealed class AntiforgeryFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context) : TypedResults.BadRequest();
}
