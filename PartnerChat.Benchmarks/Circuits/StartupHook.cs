using System.IO.Pipes;
using PartnerChat.Benchmarks.Circuits;

#pragma warning disable CA1050 // The runtime looks for it by this name, in no namespace.

/// <summary>What the runtime calls in an app that a <see cref="HeapProbe"/> weighs: it is told the size of the heap as often as it asks.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(HeapProbe.PipeVariable) is { Length: > 0 } pipe) new Thread(() => Serve(pipe)) { IsBackground = true }.Start();
    }

    private static void Serve(string name)
    {
        using var pipe = new NamedPipeServerStream(name, PipeDirection.InOut);
        pipe.WaitForConnection();
        while (pipe.ReadByte() >= 0) pipe.Write(BitConverter.GetBytes(Weigh()));
    }

    private static long Weigh()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
