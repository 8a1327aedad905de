using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>Who is signed in: by which session, as whom, and with the security stamp that the account had then.</summary>
internal sealed record SignIn(Guid SessionId, Guid UserId, string SecurityStamp)
{
    public const string SessionClaim = "sid";
    public static readonly string StampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;

    public ClaimedSession Claimed => new(SessionId, UserId, SecurityStamp);
}

internal static class SignInClaims
{
    /// <summary>The sign-in that this principal came by, or null.</summary>
    public static SignIn? FindSignIn(this ClaimsPrincipal user) =>
        user.FindId() is { } userId && Guid.TryParse(user.FindFirstValue(SignIn.SessionClaim), out var sessionId) && user.FindFirstValue(SignIn.StampClaim) is { } stamp
            ? new SignIn(sessionId, userId, stamp)
            : null;
}
