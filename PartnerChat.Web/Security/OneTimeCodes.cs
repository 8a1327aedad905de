using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>
/// The codes of an authenticator app (RFC 6238), on every door: a code is good for its half minute and the ones beside it, and once; after
/// <see cref="SecondFactorStore.MostTries"/> that did not fit none is looked at for a while.
/// </summary>
internal sealed class OneTimeCodes(SecondFactorStore tries, TimeProvider time) : AuthenticatorTokenProvider<ApplicationUser>
{
    private const int StepSeconds = 30;
    private const int Digits = 6;
    private const int Modulus = 1_000_000;

    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<ApplicationUser> manager, ApplicationUser user)
    {
        var code = Plain(token);
        if (!IsCode(code) || await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key) return false;
        if (!await tries.TryAsync(user.Id, CancellationToken.None)) return false;
        var now = StepAt(time.GetUtcNow());
        foreach (var step in (long[])[now, now - 1, now + 1])
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(key, step)), Encoding.ASCII.GetBytes(code)))
                return await tries.TakeAsync(user.Id, step, CancellationToken.None);
        }

        return false;
    }

    /// <summary>A code as people type it, without what they put between.</summary>
    public static string Plain(string? typed) => string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-'));

    /// <summary>Whether that could be one, and not one of the recovery codes.</summary>
    public static bool IsCode(string? typed) => Plain(typed) is { Length: Digits } code && code.All(char.IsAsciiDigit);

    internal static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238 as the authenticator apps have it; what is weak in SHA-1 does not touch an HMAC.")]
    internal static string CodeAt(string key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(FromBase32(key), counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & int.MaxValue;
        return (number % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        const int bitsEach = 5, bitsOfByte = 8;
        var (bytes, bits, kept) = (new List<byte>(text.Length * bitsEach / bitsOfByte), 0, 0);
        foreach (var letter in text.TrimEnd('='))
        {
            bits = ((bits << bitsEach) | alphabet.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal)) & 0xFFFF;
            kept += bitsEach;
            if (kept < bitsOfByte) continue;
            kept -= bitsOfByte;
            bytes.Add((byte)(bits >> kept));
        }

        return [.. bytes];
    }
}
