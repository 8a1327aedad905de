using System.Reflection;

namespace PartnerChat.Web.Diagnostics;

/// <summary>This run of the server: since when, which version, and a name of its own among the nodes.</summary>
internal sealed class ServerRun(TimeProvider time)
{
    public Guid Node { get; } = Guid.CreateVersion7(time.GetUtcNow());

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    // Without the commit that the compiler adds after a plus.
    public string Version { get; } = (typeof(ServerRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];
}
