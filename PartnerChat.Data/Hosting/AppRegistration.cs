using System.Globalization;

namespace PartnerChat.Data.Hosting;

/// <summary>
/// Says "this app uses the server": a locked file for as long as the app lives. The file of an app that was killed stays, unlocked, and
/// counts for nothing. To be made, asked for and ended under the folder's lock.
/// </summary>
internal sealed class AppRegistration(string path, FolderLock held)
{
    public static AppRegistration Make(DataFolder data)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Guid.CreateVersion7():N}");
        var path = Path.Combine(data.Apps, name);
        return new AppRegistration(path, FolderLock.TryTake(path) ?? throw new IOException($"{path} is locked already."));
    }

    /// <summary>Whether a living app uses the server; sweeps what the dead ones left.</summary>
    public static bool AnyAlive(DataFolder data)
    {
        var alive = false;
        foreach (var path in Directory.GetFiles(data.Apps))
        {
            using var taken = FolderLock.TryTake(path);
            if (taken is null)
                alive = true;
            else
                File.Delete(path);
        }
        return alive;
    }

    public void End()
    {
        held.Dispose();
        File.Delete(path);
    }
}
