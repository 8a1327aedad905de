using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Components.Account;

namespace PartnerChat.Web.Components.Landing;

/// <summary>One click into the demo accounts, which have no password. On a development server only.</summary>
internal static class DemoEndpoints
{
    private const string Path = "/demo/sign-in";

    private static readonly Dictionary<string, (string Email, string Then)> Demo = new(StringComparer.Ordinal)
    {
        ["partner-a"] = ("nora@demo.invalid", "/chat"),
        ["partner-b"] = ("sami@demo.invalid", "/chat"),
        ["admin"] = ("admin@demo.invalid", "/admin"),
    };

    public static void MapDemoSignIn(this WebApplication app)
    {
        if (app.Environment.IsDevelopment()) app.MapPost(Path, SignInAsync).AddEndpointFilter<AntiforgeryFilter>();
        // Without a route, a build that was not published answers 405: its fallback for files takes every path, for GET.
        else app.MapPost(Path, () => TypedResults.NotFound());
    }

    private static async Task<IResult> SignInAsync([FromForm] string who, UserManager<ApplicationUser> users, SignInManager<ApplicationUser> signIn)
    {
        if (!Demo.TryGetValue(who, out var demo) || await users.FindByEmailAsync(demo.Email) is not { } user) return TypedResults.NotFound();
        await signIn.SignInAsync(user, isPersistent: true);
        return TypedResults.LocalRedirect(demo.Then);
    }
}
