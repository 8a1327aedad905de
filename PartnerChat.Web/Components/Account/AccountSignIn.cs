using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Components.Account;

/// <summary>Signs in, by password or passkey. Whether an account exists is not told, in words or in time.</summary>
internal sealed class AccountSignIn(UserManager<ApplicationUser> users, SignInManager<ApplicationUser> signIn, ILogger<AccountSignIn> logger)
{
    public async Task<bool> WithPasswordAsync(string email, string password)
    {
        var user = await users.FindByNameAsync(email);
        // An account without a password has none to guess, and nobody locks its owner out by trying.
        if (user?.PasswordHash is null || await users.IsLockedOutAsync(user))
        {
            // An unknown address costs what a known one costs.
            users.PasswordHasher.HashPassword(new ApplicationUser(), password);
            if (user?.PasswordHash is null) AccountLog.Refused(logger);
            else AccountLog.Locked(logger);
            return false;
        }

        var result = await signIn.PasswordSignInAsync(user, password, isPersistent: true, lockoutOnFailure: true);
        if (result.Succeeded) AccountLog.SignedIn(logger, user.Id);
        else if (result.IsLockedOut) AccountLog.Locked(logger);
        else AccountLog.Refused(logger);
        return result.Succeeded;
    }

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
