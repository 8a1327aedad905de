using System.Globalization;

namespace PartnerChat.Benchmarks.Harness;

/// <summary>What a process weighs, in bytes.</summary>
/// <param name="Heap">Its managed heap after everything that can go was collected.</param>
/// <param name="Resident">All that it holds in memory.</param>
internal sealed record ProcessMemory(long Heap, long Resident)
{
    public static async Task<ProcessMemory> WeighAsync(int processId, Circuits.HeapProbe probe, CancellationToken ct) => new(await probe.WeighAsync(ct), ReadResident(processId));

    private static long ReadResident(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line["VmRSS:".Length..^" kB".Length], CultureInfo.InvariantCulture);
    }
}
