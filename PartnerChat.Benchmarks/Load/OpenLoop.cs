using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PartnerChat.Benchmarks.Load;

/// <summary>Begins things at their times, however long the ones before take. What is late is begun at once, and still counts from its own time.</summary>
internal static partial class OpenLoop
{
    // Finer than .NET's own sleep, which ends on whole milliseconds.
    private const uint NapMicroseconds = 100;

    /// <param name="begin">Begins the one of that number, which was to begin at that time (of <see cref="Stopwatch"/>); it waits for nothing.</param>
    /// <returns>How many were begun.</returns>
    public static Task<int> RunAsync(double perSecond, TimeSpan duration, Action<int, long> begin, CancellationToken ct)
    {
        var count = (int)(perSecond * duration.TotalSeconds);
        return Task.Factory.StartNew(
            () =>
            {
                var start = Stopwatch.GetTimestamp();
                for (var i = 0; i < count; i++)
                {
                    var intended = IntendedAt(start, perSecond, i);
                    while (Stopwatch.GetTimestamp() < intended) _ = Sleep(NapMicroseconds);
                    ct.ThrowIfCancellationRequested();
                    begin(i, intended);
                }

                return count;
            },
            ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>When the one of that number is to begin.</summary>
    public static long IntendedAt(long start, double perSecond, int number) => start + (long)(number / perSecond * Stopwatch.Frequency);

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int Sleep(uint microseconds);
}
