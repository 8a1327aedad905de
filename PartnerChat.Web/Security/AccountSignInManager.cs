using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>
/// Identity's sign-in, with a session for each: a cookie that is renewed and a bearer token that is refreshed stay the session that they
/// were. Whether an account exists or is locked is not told in words, and in time as little as a hash for each attempt can hide.
/// </summary>
internal sealed class AccountSignInManager(
    UserManager<ApplicationUser> users,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<ApplicationUser> principals,
    IOptions<IdentityOptions> options,
    ILogger<AccountSignInManager> logger,
    ILogger<SignInManager<ApplicationUser>> identityLogger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<ApplicationUser> confirmation,
    AccountSessionStore store,
    AccountSessions sessions,
    FirstAdmin firstAdmin)
    : SignInManager<ApplicationUser>(users, http, principals, options, identityLogger, schemes, confirmation)
{
    private SignIn? _renewed;

    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        // No account has such an address or password.
        if (!EmailRule.IsEmail(userName) || password is not { Length: > 0 and <= PasswordRules.MaxLength })
        {
            AccountLog.Refused(logger);
            return SignInResult.Failed;
        }

        var user = await UserManager.FindByNameAsync(userName);
        // An account without a password has none to guess, and nobody locks its owner out by trying.
        if (user?.PasswordHash is null || user.LockedAt is not null || await UserManager.IsLockedOutAsync(user))
        {
            // An unknown address costs what a known one costs.
            UserManager.PasswordHasher.HashPassword(new ApplicationUser(), password);
            if (user?.PasswordHash is null) AccountLog.Refused(logger);
            else AccountLog.Locked(logger);
            return SignInResult.Failed;
        }

        if (this.IsUnconfirmed(user)) return await RefuseUnconfirmedAsync(user, password);
        var result = await PasswordSignInAsync(user, password, isPersistent, lockoutOnFailure);
        if (result.Succeeded) AccountLog.SignedIn(logger, user.Id);
        else if (result.IsLockedOut) AccountLog.Locked(logger);
        else AccountLog.Refused(logger);
        return result.IsLockedOut ? SignInResult.Failed : result;
    }

    /// <summary>Not into an account that an admin keeps closed, whatever the key.</summary>
    public override async Task<bool> CanSignInAsync(ApplicationUser user) => user.LockedAt is null && await base.CanSignInAsync(user);

    // Identity would say it before it looks at the password, to anybody.
    private async Task<SignInResult> RefuseUnconfirmedAsync(ApplicationUser user, string password)
    {
        AccountLog.Refused(logger);
        if (await UserManager.CheckPasswordAsync(user, password)) return SignInResult.NotAllowed;
        await UserManager.AccessFailedAsync(user);
        return SignInResult.Failed;
    }

    public override async Task<ClaimsPrincipal> CreateUserPrincipalAsync(ApplicationUser user)
    {
        await firstAdmin.OnSignInAsync(user, Context.RequestAborted);
        var principal = await base.CreateUserPrincipalAsync(user);
        var sessionId = _renewed?.UserId == user.Id ? _renewed.SessionId : await store.StartAsync(user.Id, Context.RequestAborted);
        _renewed = null;
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(SignIn.SessionClaim, sessionId.ToString()));
        return principal;
    }

    public override async Task<ApplicationUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal)
    {
        if (principal?.FindSignIn() is not { } signIn || await base.ValidateSecurityStampAsync(principal) is not { } user) return null;
        if ((await store.FindEndedAsync([signIn.Claimed], Context.RequestAborted)).Count > 0) return null;
        _renewed = signIn;
        return user;
    }

    public override async Task SignOutAsync()
    {
        if (Context.User.FindSignIn() is { } signIn) await sessions.EndAsync(signIn.SessionId, Context.RequestAborted);
        await base.SignOutAsync();
    }
}
