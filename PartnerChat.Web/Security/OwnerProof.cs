using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>Whether who sits before a signed-in page is the account's owner: asked before what cannot be left to a page that stood open.</summary>
internal sealed class OwnerProof(UserManager<ApplicationUser> users, SignInManager<ApplicationUser> signIn, ILogger<OwnerProof> logger)
{
    /// <summary>By the password. Wrong ones count as they do at the door.</summary>
    public async Task<bool> ByPasswordAsync(ApplicationUser user, string password)
    {
        if (password.Length > PasswordRules.MaxLength || await users.IsLockedOutAsync(user)) return false;
        if (await users.CheckPasswordAsync(user, password)) return (await users.ResetAccessFailedCountAsync(user)).Succeeded;
        await users.AccessFailedAsync(user);
        AccountLog.Refused(logger);
        return false;
    }

    /// <summary>By a passkey of the account's.</summary>
    public async Task<bool> ByPasskeyAsync(ApplicationUser user, string credential)
    {
        try
        {
            var assertion = await signIn.PerformPasskeyAssertionAsync(credential);
            if (!assertion.Succeeded || assertion.User.Id != user.Id) return false;
            await users.AddOrUpdatePasskeyAsync(user, assertion.Passkey);
            return true;
        }
        catch (InvalidOperationException reason)
        {
            AccountLog.PasskeyRefused(logger, reason);
            return false;
        }
    }
}
