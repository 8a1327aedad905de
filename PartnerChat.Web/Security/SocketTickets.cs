using System.Buffers;
using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>
/// Tickets to one socket, for a page that can send neither header nor cookie. A ticket names its session and carries 256 random bits; stored is
/// a hash over these and the account's stamp, so that after a changed password it opens nothing.
/// </summary>
internal sealed class SocketTickets(SocketTicketStore tickets, AccountSessionStore sessions)
{
    public const string AuthenticationType = "Ticket";
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);
    private const int SecretLength = 32;
    private const int IdLength = 16;

    /// <summary>A ticket, base64url, good once and for 30 s; null if the sign-in is not good any more.</summary>
    public async Task<string?> IssueAsync(SignIn signIn, CancellationToken ct)
    {
        if ((await sessions.FindEndedAsync([signIn.Claimed], ct)).Count > 0) return null;
        var secret = RandomNumberGenerator.GetBytes(SecretLength);
        await tickets.AddAsync(Hash(secret, signIn.SecurityStamp), signIn.SessionId, Lasts, ct);
        return Base64Url.EncodeToString([.. signIn.SessionId.ToByteArray(), .. secret]);
    }

    /// <summary>Who came with that ticket, which is void from now on; null if it is none, was used, has run out, or its session is not good any more.</summary>
    public async Task<ClaimsPrincipal?> RedeemAsync(string ticket, CancellationToken ct)
    {
        var bytes = new byte[IdLength + SecretLength];
        if (Base64Url.DecodeFromChars(ticket, bytes, out _, out var length) != OperationStatus.Done || length != bytes.Length) return null;
        if (await sessions.FindAsync(new Guid(bytes.AsSpan(0, IdLength)), ct) is not { } session) return null;
        if (!await tickets.TakeAsync(Hash(bytes.AsSpan(IdLength), session.SecurityStamp), ct)) return null;
        return new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, session.UserId.ToString()),
                new Claim(SignIn.SessionClaim, session.SessionId.ToString()),
                new Claim(SignIn.StampClaim, session.SecurityStamp),
            ],
            AuthenticationType));
    }

    private static byte[] Hash(ReadOnlySpan<byte> secret, string stamp) => SHA256.HashData([.. secret, .. Encoding.UTF8.GetBytes(stamp)]);
}
