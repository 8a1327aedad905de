using PartnerChat.Data.Hosting;

namespace PartnerChat.Tests.Fixtures;

/// <summary>Data folders for servers of one run.</summary>
internal static class TemporaryFolders
{
    private const string Prefix = "partnerchat-tests-";

    /// <summary>Where a folder may be made; nobody has made it yet.</summary>
    public static string NewPath() => Path.Combine(Path.GetTempPath(), Prefix + Guid.NewGuid().ToString("N"));

    public static void Delete(string folder)
    {
        while (Directory.Exists(folder))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // Another run sweeps it at this moment: once more for what it leaves.
            }
        }
    }

    /// <summary>Ends the servers of runs that were killed, and their folders. Those of runs that live are left alone.</summary>
    public static async Task SweepAsync()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                if (await LocalPostgres.StopAbandonedAsync(folder))
                    Delete(folder);
            }
            catch (Exception e) when (e is LocalPostgresException or IOException or UnauthorizedAccessException)
            {
                // Another user's, or another run sweeps it at this moment.
            }
        }
    }
}
