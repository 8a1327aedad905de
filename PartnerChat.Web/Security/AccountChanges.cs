using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>The names of second factors, as a session has them.</summary>
internal static class SecondFactors
{
    public const string Code = "code";
    public const string Passkey = "passkey";
}

/// <summary>
/// Password and second factor of an account that is signed in. Whatever changes them ends every other session and keeps this one: nobody
/// stays in by an old door.
/// </summary>
internal sealed class AccountChanges(
    AccountManager users, AccountSignInManager signIn, AccountProof proof, AccountSessions sessions, DeviceStore devices, SecondFactorStore tries, ISecurityNews news, IHttpContextAccessor http)
{
    private const int RecoveryCodes = 10;

    /// <summary>Gives the account another password, or its first. Who asks has shown that it is them.</summary>
    public async Task<IdentityResult> SetPasswordAsync(ApplicationUser user, string password, CancellationToken ct)
    {
        var result = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password);
        if (result.Succeeded) await EndOthersAsync(user, SecurityEvent.PasswordChanged, ct);
        return result;
    }

    /// <summary>The key for an authenticator app, of an account that uses none yet: the same until it does.</summary>
    public async Task<string> FindOrMakeKeyAsync(ApplicationUser user) =>
        await users.GetAuthenticatorKeyAsync(user) is { Length: > 0 } key ? key : await users.MakeAuthenticatorKeyAsync(user);

    /// <summary>Switches the second factor on, if that code is the app's.</summary>
    /// <returns>The recovery codes, which are never to be seen again; null if the code does not fit.</returns>
    public async Task<IReadOnlyList<string>?> SwitchOnAsync(ApplicationUser user, string? code, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(code) || !await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, code)) return null;
        await users.SetTwoFactorEnabledAsync(user, true);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        await EndOthersAsync(user, SecurityEvent.TwoFactorOn, ct);
        if (http.HttpContext?.User.FindSignIn() is { } own) await devices.ProveAsync(own.SessionId, SecondFactors.Code, ct);
        return [.. codes!];
    }

    /// <summary>Switches it off; the app's entry and the recovery codes are of no use any more. Who asks has shown that it is them.</summary>
    public async Task SwitchOffAsync(ApplicationUser user, CancellationToken ct)
    {
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 0);
        await users.MakeAuthenticatorKeyAsync(user);
        await tries.BeginAnewAsync(user.Id, ct);
        await devices.DisproveAsync(user.Id, SecondFactors.Code, ct);
        await signIn.ForgetTwoFactorClientAsync();
        await EndOthersAsync(user, SecurityEvent.TwoFactorOff, ct);
    }

    /// <summary>New recovery codes; the old ones open nothing any more.</summary>
    public async Task<IReadOnlyList<string>> MakeRecoveryCodesAsync(ApplicationUser user, CancellationToken ct)
    {
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        await news.TellAsync(user.Id, SecurityEvent.RecoveryCodesMade, null, ct);
        return [.. codes!];
    }

    /// <summary>This sign-in uses a second factor of the account's after all: a code of its app, or a passkey whose device asked who shows it.</summary>
    public async Task<bool> ProveAsync(ApplicationUser user, string? code, string? passkey, CancellationToken ct)
    {
        var factor =
            !string.IsNullOrEmpty(passkey) ? (await proof.IsPasskeyAsync(user, passkey, isVerified: true) ? SecondFactors.Passkey : null)
            : user.TwoFactorEnabled && await proof.IsCodeAsync(user, code) ? SecondFactors.Code : null;
        if (factor is null || http.HttpContext?.User.FindSignIn() is not { } own) return false;
        await devices.ProveAsync(own.SessionId, factor, ct);
        return true;
    }

    private async Task EndOthersAsync(ApplicationUser user, SecurityEvent what, CancellationToken ct)
    {
        await signIn.KeepAsync(user);
        await sessions.EndOthersAsync(user.Id, http.HttpContext?.User.FindSignIn()?.SessionId, ct);
        await news.TellAsync(user.Id, what, null, ct);
    }
}
