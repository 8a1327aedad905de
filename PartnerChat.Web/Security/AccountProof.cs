using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>What somebody shows to prove that an account is theirs; null or blank where they showed none.</summary>
/// <param name="Code">Of their app, or a recovery code, which is used up with it.</param>
/// <param name="Passkey">The answer of a device.</param>
internal sealed record ShownProof(string? Password, string? Code, string? Passkey);

/// <summary>What of a proof does not fit.</summary>
internal enum ProofFault
{
    Password,
    Code,
    Passkey,
}

/// <summary>Asks who is signed in to show again that it is them, before something that a borrowed browser shall not do.</summary>
internal sealed class AccountProof(AccountManager users, AccountSignInManager signIn, SecondFactorStore tries, ISecurityNews news, ILogger<AccountProof> logger)
{
    /// <summary>
    /// What keeps that from being a proof; null if it is one. It takes what a sign-in takes: the password, and a code where there is a second factor; or a passkey, with a code where its device
    /// asked nobody who they are.
    /// </summary>
    public async Task<ProofFault?> FindFaultAsync(ApplicationUser user, ShownProof shown)
    {
        var isVerified = false;
        if (user.PasswordHash is null || !string.IsNullOrEmpty(shown.Passkey))
        {
            if (string.IsNullOrEmpty(shown.Passkey) || await FindByPasskeyAsync(shown.Passkey) is not { } key || key.User.Id != user.Id) return ProofFault.Passkey;
            isVerified = key.IsVerified;
        }
        else if (!await IsPasswordAsync(user, shown.Password))
        {
            return ProofFault.Password;
        }

        return !user.TwoFactorEnabled || isVerified || await IsSecondFactorAsync(user, shown.Code) ? null : ProofFault.Code;
    }

    /// <summary>Whether there is nothing that they could show: nobody signs in to such an account but on the demo's page.</summary>
    public async Task<bool> HasNoneAsync(ApplicationUser user) => user.PasswordHash is null && (await users.GetPasskeysAsync(user)).Count == 0;

    /// <summary>Whether that is the account's password. Wrong ones are limited as codes are.</summary>
    public async Task<bool> IsPasswordAsync(ApplicationUser user, string? password)
    {
        if (user.PasswordHash is null || password is not { Length: > 0 and <= PasswordRules.MaxLength } || !await tries.TryAsync(user.Id, CancellationToken.None)) return false;
        if (!await users.CheckPasswordAsync(user, password)) return false;
        await tries.GiveBackAsync(user.Id, CancellationToken.None);
        return true;
    }

    /// <summary>Whether that code is the one of now, of the account's authenticator app.</summary>
    public Task<bool> IsCodeAsync(ApplicationUser user, string? code) =>
        string.IsNullOrEmpty(code) ? Task.FromResult(false) : users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, code);

    /// <summary>Whether that is a code of the app, or one of the recovery codes, which is used up with that.</summary>
    public async Task<bool> IsSecondFactorAsync(ApplicationUser user, string? code)
    {
        if (OneTimeCodes.IsCode(code)) return await IsCodeAsync(user, code);
        if (OneTimeCodes.Plain(code) is not { Length: > 0 } plain || !(await users.RedeemTwoFactorRecoveryCodeAsync(user, plain)).Succeeded) return false;
        await news.TellAsync(user.Id, SecurityEvent.RecoveryCodeUsed, null, CancellationToken.None);
        return true;
    }

    /// <summary>Whether that answer of a device is one of the account's passkeys.</summary>
    /// <param name="isVerified">Its device has to have asked who shows it.</param>
    public async Task<bool> IsPasskeyAsync(ApplicationUser user, string? credential, bool isVerified = false) =>
        !string.IsNullOrEmpty(credential) && await FindByPasskeyAsync(credential) is { } shown && shown.User.Id == user.Id && (shown.IsVerified || !isVerified);

    /// <summary>Whose passkey answered so; null if it is none of ours, or its challenge is over.</summary>
    public async Task<ShownPasskey?> FindByPasskeyAsync(string credential)
    {
        try
        {
            var result = await signIn.PerformPasskeyAssertionAsync(credential);
            if (!result.Succeeded) AccountLog.PasskeyRefused(logger, result.Failure);
            else if (result is { User: { } user, Passkey: { } passkey }) return new ShownPasskey(user, passkey, IsUserVerified(credential));
        }
        catch (InvalidOperationException reason)
        {
            // No challenge of ours is under way: it ran out, or the page was opened anew.
            AccountLog.PasskeyRefused(logger, reason);
        }

        return null;
    }

    // Of an answer whose signature was checked: the device asked for a finger, a face or a PIN this time.
    private static bool IsUserVerified(string credential)
    {
        const int flagsAt = 32, userVerified = 0x04;
        using var answer = JsonDocument.Parse(credential);
        var data = Base64Url.DecodeFromChars(answer.RootElement.GetProperty("response").GetProperty("authenticatorData").GetString());
        return data.Length > flagsAt && (data[flagsAt] & userVerified) != 0;
    }
}

/// <summary>A passkey that was shown, and whether its device asked who shows it.</summary>
internal sealed record ShownPasskey(ApplicationUser User, UserPasskeyInfo Passkey, bool IsVerified);
