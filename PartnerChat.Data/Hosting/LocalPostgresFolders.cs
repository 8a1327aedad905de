using System.Security.Cryptography;
using System.Text;

namespace PartnerChat.Data.Hosting;

/// <summary>Where a local PostgreSQL keeps its data if nobody says.</summary>
public static class LocalPostgresFolders
{
    private const string Solution = "PartnerChat.sln";

    /// <summary>
    /// <c>.data</c> in the clone that <paramref name="startFolder"/> lies in; where the server's user cannot reach that (root, in a folder closed to
    /// others) or there is no clone, a folder of this clone's own below <c>/var/lib/partnerchat</c>, for others than root below their local application data.
    /// </summary>
    public static async Task<string> ChooseAsync(string startFolder, CancellationToken cancellationToken = default)
    {
        var start = new DirectoryInfo(Path.GetFullPath(startFolder));
        DirectoryInfo? clone = start;
        while (clone is not null && !File.Exists(Path.Combine(clone.FullName, Solution)))
            clone = clone.Parent;
        var account = ServerAccount.ForThisProcess();
        if (clone is not null && await account.CanEnterAsync(clone.FullName, cancellationToken))
            return Path.Combine(clone.FullName, ".data");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((clone ?? start).FullName)))[..12];
        return Path.Combine(account.OtherUser is null ? OfUser() : "/var/lib/partnerchat", hash);
    }

    private static string OfUser() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "partnerchat");
}
