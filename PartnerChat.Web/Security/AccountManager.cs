using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Npgsql;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>
/// Identity's accounts. Of those who take one address at once the database lets one through, and the others are told so. Of recovery codes
/// only hashes are stored, and tries at them are counted with those at an app's codes.
/// </summary>
internal sealed class AccountManager(
    IUserStore<ApplicationUser> store,
    IOptions<IdentityOptions> options,
    IPasswordHasher<ApplicationUser> hasher,
    IEnumerable<IUserValidator<ApplicationUser>> userValidators,
    IEnumerable<IPasswordValidator<ApplicationUser>> passwordValidators,
    ILookupNormalizer normalizer,
    IdentityErrorDescriber words,
    IServiceProvider services,
    ILogger<UserManager<ApplicationUser>> logger,
    SecondFactorStore tries)
    : UserManager<ApplicationUser>(store, options, hasher, userValidators, passwordValidators, normalizer, words, services, logger)
{
    public override async Task<IdentityResult> CreateAsync(ApplicationUser user)
    {
        try
        {
            return await base.CreateAsync(user);
        }
        catch (Exception e) when (e.InnerException is DbException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return IdentityResult.Failed(ErrorDescriber.DuplicateEmail(user.Email!));
        }
    }

    /// <summary>Of a deleted account nothing is left that anybody could be, sign in to or change, whatever link or cookie names it.</summary>
    public override async Task<ApplicationUser?> FindByIdAsync(string userId) => await base.FindByIdAsync(userId) is { DeletedAt: null } user ? user : null;

    /// <summary>Gives the account a new key for an authenticator app. Unlike Identity's own it ends no session: nothing goes by the key yet.</summary>
    public async Task<string> MakeAuthenticatorKeyAsync(ApplicationUser user)
    {
        var key = GenerateNewAuthenticatorKey();
        await ((IUserAuthenticatorKeyStore<ApplicationUser>)Store).SetAuthenticatorKeyAsync(user, key, CancellationToken);
        await UpdateAsync(user);
        return key;
    }

    /// <summary>Another password, for who knows the present one. Wrong ones are counted with all that is guessed of an account.</summary>
    public override async Task<IdentityResult> ChangePasswordAsync(ApplicationUser user, string currentPassword, string newPassword)
    {
        if (!await tries.TryAsync(user.Id, CancellationToken)) return IdentityResult.Failed(ErrorDescriber.PasswordMismatch());
        var result = await base.ChangePasswordAsync(user, currentPassword, newPassword);
        if (result.Errors.All(e => e.Code != nameof(IdentityErrorDescriber.PasswordMismatch))) await tries.GiveBackAsync(user.Id, CancellationToken);
        return result;
    }

    public override async Task<IEnumerable<string>?> GenerateNewTwoFactorRecoveryCodesAsync(ApplicationUser user, int number)
    {
        var codes = Enumerable.Range(0, number).Select(_ => CreateTwoFactorRecoveryCode()).ToList();
        await ((IUserTwoFactorRecoveryCodeStore<ApplicationUser>)Store).ReplaceCodesAsync(user, codes.Select(code => HashOf(user, code)), CancellationToken);
        return (await UpdateAsync(user)).Succeeded ? codes : null;
    }

    public override async Task<IdentityResult> RedeemTwoFactorRecoveryCodeAsync(ApplicationUser user, string code)
    {
        if (string.IsNullOrWhiteSpace(code) || !await tries.TryAsync(user.Id, CancellationToken)) return IdentityResult.Failed(ErrorDescriber.RecoveryCodeRedemptionFailed());
        var result = await base.RedeemTwoFactorRecoveryCodeAsync(user, HashOf(user, code));
        if (result.Succeeded) await tries.ForgetTriesAsync(user.Id, CancellationToken);
        return result;
    }

    // Each account's own, so that one search does not serve for all.
    private static string HashOf(ApplicationUser user, string code) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{user.Id} {OneTimeCodes.Plain(code).ToUpperInvariant()}")));
}
