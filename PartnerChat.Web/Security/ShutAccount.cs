using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

internal static class ShutAccount
{
    /// <summary>Longer than wrong passwords ever lock an account: somebody did it on purpose.</summary>
    private static readonly TimeSpan OnPurpose = TimeSpan.FromHours(1);

    /// <summary>Whether an admin keeps that account closed. Wrong passwords only shut the door to passwords, for minutes.</summary>
    public static bool IsShut(this ApplicationUser user, TimeProvider time) => user.LockoutEnd > time.GetUtcNow() + OnPurpose;
}
