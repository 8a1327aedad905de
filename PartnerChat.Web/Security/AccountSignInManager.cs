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
    FirstAdmin firstAdmin,
    DeviceStore devices,
    ISecurityNews news)
    : SignInManager<ApplicationUser>(users, http, principals, options, identityLogger, schemes, confirmation)
{
    // RFC 8176.
    private const string MethodClaim = "amr";
    private const string Several = "mfa";

    private SignIn? _renewed;
    private string? _secondFactor;

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
        else if (result.RequiresTwoFactor) AccountLog.HalfIn(logger, user.Id);
        else if (result.IsLockedOut) AccountLog.Locked(logger);
        else AccountLog.Refused(logger);
        return result.IsLockedOut ? SignInResult.Failed : result;
    }

    /// <summary>Not into an account that an admin keeps closed, or that was deleted, whatever the key.</summary>
    public override async Task<bool> CanSignInAsync(ApplicationUser user) => user is { LockedAt: null, DeletedAt: null } && await base.CanSignInAsync(user);

    /// <summary>Signs in who showed a passkey. If its device asked who shows it, that is two factors; else an account with a second factor is asked for it.</summary>
    public async Task<SignInResult> SignInByPasskeyAsync(ApplicationUser user, bool isVerified)
    {
        if (!isVerified) return await SignInOrTwoFactorAsync(user, isPersistent: true);
        await SignInWithClaimsAsync(user, isPersistent: true, [new Claim(MethodClaim, "hwk"), new Claim(MethodClaim, Several)]);
        return SignInResult.Success;
    }

    public override Task SignInWithClaimsAsync(ApplicationUser user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var claims = additionalClaims.ToList();
        var methods = claims.Where(c => c.Type == MethodClaim).Select(c => c.Value).ToList();
        _secondFactor = !methods.Contains(Several) ? null : methods.Contains("hwk") ? SecondFactors.Passkey : SecondFactors.Code;
        return base.SignInWithClaimsAsync(user, authenticationProperties, claims);
    }

    /// <summary>An admin is asked each time: what is behind that door is others' too.</summary>
    public override async Task<bool> IsTwoFactorClientRememberedAsync(ApplicationUser user) =>
        !await UserManager.IsInRoleAsync(user, AccountSecurity.AdminRole) && await base.IsTwoFactorClientRememberedAsync(user);

    public override async Task<SignInResult> TwoFactorRecoveryCodeSignInAsync(string recoveryCode)
    {
        var user = await GetTwoFactorAuthenticationUserAsync();
        var result = await base.TwoFactorRecoveryCodeSignInAsync(recoveryCode);
        if (result.Succeeded && user is not null) await news.TellAsync(user.Id, SecurityEvent.RecoveryCodeUsed, null, Context.RequestAborted);
        return result;
    }

    /// <summary>The account has another stamp by what this session did: it goes by the new one from now on.</summary>
    public async Task KeepAsync(ApplicationUser user)
    {
        if (Context.User.FindSignIn() is not { } own) return;
        await devices.KeepAsync(own.SessionId, user.SecurityStamp!, Context.RequestAborted);
        _renewed = own;
        await RefreshSignInAsync(user);
    }

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
        var sessionId = _renewed?.UserId == user.Id ? _renewed.SessionId : await StartAsync(user);
        _renewed = null;
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(SignIn.SessionClaim, sessionId.ToString()));
        return principal;
    }

    private async Task<Guid> StartAsync(ApplicationUser user)
    {
        var origin = SessionDevice.OriginOf(Context.Request, _secondFactor);
        var started = await store.StartAsync(user.Id, origin, Context.RequestAborted);
        if (started.IsNewDevice)
        {
            string?[] words = [origin.Browser, origin.System];
            await news.TellAsync(user.Id, SecurityEvent.NewDevice, string.Join(", ", words.Where(w => w is not null)) is { Length: > 0 } device ? device : null, Context.RequestAborted);
        }

        return started.Id;
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
