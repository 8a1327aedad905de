using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Resources;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Account;

/// <summary>A new account, or what stands in its way, by field.</summary>
internal sealed record Registration(ApplicationUser? User, string? EmailError = null, string? PasswordError = null, string? PasskeyError = null);

/// <summary>Makes accounts, with a password or a passkey. They work at once, unless <c>Accounts__RequireConfirmedEmail</c> is on.</summary>
internal sealed class AccountRegistration(UserManager<ApplicationUser> users, SignInManager<ApplicationUser> signIn, EmailConfirmation confirmation, TimeProvider time,
    IStringLocalizer<AccountTexts> words, ILogger<AccountRegistration> logger)
{
    public async Task<Registration> WithPasswordAsync(string email, string password)
    {
        var user = NewUser(email);
        return Told(user, await users.CreateAsync(user, password));
    }

    public async Task<Registration> WithPasskeyAsync(string email, string credential)
    {
        var attestation = await AttestAsync(credential);
        if (attestation is not { Succeeded: true }) return new Registration(null, PasskeyError: words["NoPasskey"]);
        var user = NewUser(email);
        user.Id = Guid.Parse(attestation.UserEntity.Id);
        var told = Told(user, await users.CreateAsync(user));
        if (told.User is null) return told;
        if ((await users.AddOrUpdatePasskeyAsync(user, attestation.Passkey)).Succeeded) return told;
        await users.DeleteAsync(user);
        return new Registration(null, PasskeyError: words["NoPasskey"]);
    }

    /// <summary>Signs the new account in, and sends a link to its address, by which its owner goes on to <paramref name="next"/>.</summary>
    /// <returns>False where the address has to be confirmed first.</returns>
    public async Task<bool> SignInAsync(ApplicationUser user, string? next, CancellationToken ct)
    {
        var isFirst = signIn.IsUnconfirmed(user);
        await confirmation.AskAsync(user.Email!, isFirst ? next : null, ct);
        if (!isFirst) await signIn.SignInAsync(user, isPersistent: true);
        return !isFirst;
    }

    private async Task<PasskeyAttestationResult?> AttestAsync(string credential)
    {
        try
        {
            var result = await signIn.PerformPasskeyAttestationAsync(credential);
            if (!result.Succeeded) AccountLog.PasskeyRefused(logger, result.Failure);
            return result;
        }
        catch (InvalidOperationException reason)
        {
            // No challenge of ours is under way: it ran out, or the page was opened anew.
            AccountLog.PasskeyRefused(logger, reason);
            return null;
        }
    }

    private ApplicationUser NewUser(string email) => new() { UserName = email, Email = email, CreatedAt = time.GetUtcNow(), Language = Languages.Reader.Name };

    private Registration Told(ApplicationUser user, IdentityResult result)
    {
        if (result.Succeeded)
        {
            AccountLog.Made(logger, user.Id);
            return new Registration(user);
        }

        return new Registration(null, Find("mail") ?? Find("UserName"), Find("Password"));

        string? Find(string part) => result.Errors.FirstOrDefault(e => e.Code.Contains(part, StringComparison.Ordinal))?.Description;
    }
}
