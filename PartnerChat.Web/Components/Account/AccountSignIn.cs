using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Account;

/// <summary>Signs in, by password or passkey.</summary>
internal sealed class AccountSignIn(UserManager<ApplicationUser> users, SignInManager<ApplicationUser> signIn, ILogger<AccountSignIn> logger)
{
    public async Task<bool> WithPasswordAsync(string email, string password) =>
        (await signIn.PasswordSignInAsync(email, password, isPersistent: true, lockoutOnFailure: true)).Succeeded;

    public async Task<bool> WithPasskeyAsync(string credential)
    {
        var assertion = await AssertAsync(credential);
        if (assertion is not { Succeeded: true, User: { } user } || !await signIn.CanSignInAsync(user) || await users.IsLockedOutAsync(user))
        {
            AccountLog.Refused(logger);
            return false;
        }

        await users.AddOrUpdatePasskeyAsync(user, assertion.Passkey);
        await signIn.SignInAsync(user, isPersistent: true, authenticationMethod: "hwk");
        AccountLog.SignedIn(logger, user.Id);
        return true;
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
