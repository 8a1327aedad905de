using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Account;

/// <summary>How far somebody came.</summary>
internal enum SignInStep
{
    Refused,

    /// <summary>The password was right; a code of the second factor is to follow.</summary>
    NeedsCode,

    In,
}

/// <summary>Signs in, by password or passkey, and by a second factor where there is one.</summary>
internal sealed class AccountSignIn(
    UserManager<ApplicationUser> users, AccountSignInManager signIn, AccountProof proof, AccountPasskeys passkeys, ILogger<AccountSignIn> logger)
{
    public async Task<SignInStep> WithPasswordAsync(string email, string password) =>
        StepOf(await signIn.PasswordSignInAsync(email, password, isPersistent: true, lockoutOnFailure: true));

    public async Task<SignInStep> WithPasskeyAsync(string credential)
    {
        if (await proof.FindByPasskeyAsync(credential) is not { } shown || !await signIn.CanSignInAsync(shown.User) || await users.IsLockedOutAsync(shown.User))
        {
            AccountLog.Refused(logger);
            return SignInStep.Refused;
        }

        await passkeys.UsedAsync(shown);
        var step = StepOf(await signIn.SignInByPasskeyAsync(shown.User, shown.IsVerified));
        if (step == SignInStep.In) AccountLog.SignedIn(logger, shown.User.Id);
        return step;
    }

    /// <summary>Who waits for their second factor; null if nobody does, or it took them too long.</summary>
    public Task<ApplicationUser?> FindWaitingAsync() => signIn.GetTwoFactorAuthenticationUserAsync();

    /// <summary>Whether they are asked for a code wherever they are.</summary>
    public Task<bool> IsAskedEachTimeAsync(ApplicationUser user) => users.IsInRoleAsync(user, AccountSecurity.AdminRole);

    /// <summary>Signs in who waits, by a code of their app.</summary>
    /// <param name="isRemembered">This device is asked for no code for 30 days.</param>
    public async Task<bool> WithCodeAsync(string code, bool isRemembered) =>
        (await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: true, rememberClient: isRemembered)).Succeeded;

    /// <summary>Signs in who waits, by one of their recovery codes, which is used up with that.</summary>
    public async Task<bool> WithRecoveryCodeAsync(string code) => (await signIn.TwoFactorRecoveryCodeSignInAsync(code)).Succeeded;

    private static SignInStep StepOf(SignInResult result) =>
        result.Succeeded ? SignInStep.In : result.RequiresTwoFactor ? SignInStep.NeedsCode : SignInStep.Refused;
}
