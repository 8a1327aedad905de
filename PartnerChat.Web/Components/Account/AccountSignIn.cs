using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Resources;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Account;

/// <summary>What came of trying to sign in.</summary>
/// <param name="Unconfirmed">The address that has to be confirmed first: told only to who proved to be its account's owner.</param>
internal sealed record SignInAnswer(bool IsIn, string? Unconfirmed = null)
{
    public static readonly SignInAnswer Refused = new(false);
}

/// <summary>Signs in, by password or passkey.</summary>
internal sealed class AccountSignIn(UserManager<ApplicationUser> users, SignInManager<ApplicationUser> signIn, ILogger<AccountSignIn> logger)
{
    public async Task<SignInAnswer> WithPasswordAsync(string email, string password)
    {
        var result = await signIn.PasswordSignInAsync(email, password, isPersistent: true, lockoutOnFailure: true);
        if (result.IsNotAllowed) return new SignInAnswer(false, email);
        if (!result.Succeeded) return SignInAnswer.Refused;
        if (await users.FindByNameAsync(email) is { } user) await RememberLanguageAsync(user);
        return new SignInAnswer(true);
    }

    public async Task<SignInAnswer> WithPasskeyAsync(string credential)
    {
        var assertion = await AssertAsync(credential);
        if (assertion is { Succeeded: true, User: { } unconfirmed } && signIn.IsUnconfirmed(unconfirmed)) return new SignInAnswer(false, unconfirmed.Email);
        // Too many wrong guesses at its password do not keep the owner of a key out.
        if (assertion is not { Succeeded: true, User: { } user } || !await signIn.CanSignInAsync(user))
        {
            AccountLog.Refused(logger);
            return SignInAnswer.Refused;
        }

        await users.AddOrUpdatePasskeyAsync(user, assertion.Passkey);
        await signIn.SignInAsync(user, isPersistent: true, authenticationMethod: "hwk");
        AccountLog.SignedIn(logger, user.Id);
        await RememberLanguageAsync(user);
        return new SignInAnswer(true);
    }

    // For mails that somebody else's deed causes.
    private async Task RememberLanguageAsync(ApplicationUser user)
    {
        if (user.Language == Languages.Reader.Name) return;
        user.Language = Languages.Reader.Name;
        await users.UpdateAsync(user);
    }

    private async Task<PasskeyAssertionResult<ApplicationUser>?> AssertAsync(string credential)
    {
        try
        {
            var result = await signIn.PerformPasskeyAssertionAsync(credential);
            if (!result.Succeeded) AccountLog.PasskeyRefused(logger, result.Failure);
            return result;
        }
        catch (InvalidOperationException reason)
        {
            AccountLog.PasskeyRefused(logger, reason);
            return null;
        }
    }
}
