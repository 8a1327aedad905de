using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Resources;
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

/// <summary>What came of trying to sign in.</summary>
/// <param name="Unconfirmed">The address that has to be confirmed first: told only to who proved to be its account's owner.</param>
internal sealed record SignInAnswer(SignInStep Step, string? Unconfirmed = null)
{
    public static readonly SignInAnswer Refused = new(SignInStep.Refused);
}

/// <summary>Signs in, by password or passkey, and by a second factor where there is one.</summary>
internal sealed class AccountSignIn(
    UserManager<ApplicationUser> users, AccountSignInManager signIn, AccountProof proof, AccountPasskeys passkeys, ILogger<AccountSignIn> logger)
{
    public async Task<SignInAnswer> WithPasswordAsync(string email, string password)
    {
        var result = await signIn.PasswordSignInAsync(email, password, isPersistent: true, lockoutOnFailure: true);
        if (result.IsNotAllowed) return new SignInAnswer(SignInStep.Refused, email);
        if (result.Succeeded && await users.FindByNameAsync(email) is { } user) await RememberLanguageAsync(user);
        return AnswerOf(result);
    }

    public async Task<SignInAnswer> WithPasskeyAsync(string credential)
    {
        var shown = await proof.FindByPasskeyAsync(credential);
        if (shown is { User: { } unconfirmed } && signIn.IsUnconfirmed(unconfirmed)) return new SignInAnswer(SignInStep.Refused, unconfirmed.Email);
        // Too many wrong guesses at its password do not keep the owner of a key out.
        if (shown is null || !await signIn.CanSignInAsync(shown.User))
        {
            AccountLog.Refused(logger);
            return SignInAnswer.Refused;
        }

        await passkeys.UsedAsync(shown);
        var answer = AnswerOf(await signIn.SignInByPasskeyAsync(shown.User, shown.IsVerified));
        if (answer.Step != SignInStep.In) return answer;
        AccountLog.SignedIn(logger, shown.User.Id);
        await RememberLanguageAsync(shown.User);
        return answer;
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

    private static SignInAnswer AnswerOf(SignInResult result) =>
        new(result.Succeeded ? SignInStep.In : result.RequiresTwoFactor ? SignInStep.NeedsCode : SignInStep.Refused);

    // For mails that somebody else's deed causes.
    private async Task RememberLanguageAsync(ApplicationUser user)
    {
        if (user.Language == Languages.Reader.Name) return;
        user.Language = Languages.Reader.Name;
        await users.UpdateAsync(user);
    }
}
