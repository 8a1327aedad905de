namespace PartnerChat.Benchmarks.Harness;

/// <summary>Processor time of those that take part.</summary>
/// <param name="App">Of the app's process, or of what stands in for it.</param>
/// <param name="Database">Of all processes of PostgreSQL.</param>
/// <param name="Driver">Of this process.</param>
internal sealed record CpuUse(TimeSpan App, TimeSpan Database, TimeSpan Driver)
{
    public TimeSpan Server => App + Database;

    public static CpuUse Read(int app, int? postgres) => new(
        ProcessCpu.Of(app), postgres is { } database ? ProcessCpu.OfFamily(database) : TimeSpan.Zero, ProcessCpu.Of(Environment.ProcessId));

    public static CpuUse operator -(CpuUse now, CpuUse then) => new(now.App - then.App, now.Database - then.Database, now.Driver - then.Driver);
}
