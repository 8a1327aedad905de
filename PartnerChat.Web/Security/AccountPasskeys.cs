using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Id">Its credential id, base64url.</param>
public sealed record KeptPasskey(string Id, string? Name, DateTimeOffset CreatedAt, DateTimeOffset? UsedAt);

/// <summary>The passkeys of an account: each a door of its own. The last way in is never taken away.</summary>
internal sealed class AccountPasskeys(AccountManager users, AccountSignInManager signIn, PasskeyStore store, DeviceStore devices, ISecurityNews news, ILogger<AccountPasskeys> logger)
{
    public const int LongestName = 60;

    /// <summary>More nobody has; each is read on every sign-in.</summary>
    private const int Most = 20;

    public async Task<IReadOnlyList<KeptPasskey>> ListAsync(ApplicationUser user, CancellationToken ct)
    {
        var uses = await store.FindUsesAsync(user.Id, ct);
        return [.. (await users.GetPasskeysAsync(user)).OrderBy(p => p.CreatedAt).Select(p => new KeptPasskey(
            Base64Url.EncodeToString(p.CredentialId), p.Name, p.CreatedAt, uses.TryGetValue(Convert.ToBase64String(p.CredentialId), out var at) ? at : null))];
    }

    /// <summary>A passkey signed its owner in.</summary>
    public async Task UsedAsync(ShownPasskey shown)
    {
        await users.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey);
        await store.UseAsync(shown.Passkey.CredentialId, CancellationToken.None);
    }

    /// <summary>Adds the passkey that a device answered with. False if it is none.</summary>
    public async Task<bool> AddAsync(ApplicationUser user, string credential, string? name, CancellationToken ct)
    {
        if (await AttestAsync(credential) is not { Succeeded: true } made || made.UserEntity.Id != user.Id.ToString()) return false;
        if ((await users.GetPasskeysAsync(user)).Count >= Most) return false;
        made.Passkey.Name = NameOf(name);
        if (!(await users.AddOrUpdatePasskeyAsync(user, made.Passkey)).Succeeded) return false;
        await news.TellAsync(user.Id, SecurityEvent.PasskeyAdded, null, ct);
        return true;
    }

    public async Task<bool> RenameAsync(ApplicationUser user, string? id, string? name)
    {
        if (NameOf(name) is not { } given || Read(id) is not { } credentialId || await users.GetPasskeyAsync(user, credentialId) is not { } passkey) return false;
        passkey.Name = given;
        return (await users.AddOrUpdatePasskeyAsync(user, passkey)).Succeeded;
    }

    /// <summary>Removes a passkey. False if it stays: it is the last way in, or there is none such.</summary>
    public async Task<bool> RemoveAsync(ApplicationUser user, string? id, CancellationToken ct)
    {
        if (Read(id) is not { } credentialId || !await store.RemoveAsync(user.Id, credentialId, ct)) return false;
        if ((await users.GetPasskeysAsync(user)).Count == 0) await devices.DisproveAsync(user.Id, SecondFactors.Passkey, ct);
        await news.TellAsync(user.Id, SecurityEvent.PasskeyRemoved, null, ct);
        return true;
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
            AccountLog.PasskeyRefused(logger, reason);
            return null;
        }
    }

    private static string? NameOf(string? typed)
    {
        var name = string.Concat((typed ?? "").Where(c => !char.IsControl(c))).Trim();
        return name.Length switch { 0 => null, > LongestName => name[..LongestName], _ => name };
    }

    private static byte[]? Read(string? id) => id is { Length: > 0 and < 2048 } && Base64Url.IsValid(id) ? Base64Url.DecodeFromChars(id) : null;
}
