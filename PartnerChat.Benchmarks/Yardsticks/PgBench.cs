using System.Diagnostics;
using System.Globalization;
using Npgsql;
using PartnerChat.Benchmarks.Harness;

namespace PartnerChat.Benchmarks.Yardsticks;

/// <summary>PostgreSQL's own benchmark on the server that the app uses: one INSERT of a message a transaction, into a table of the messages' shape.</summary>
internal sealed class PgBench(BenchmarkPostgres postgres)
{
    private const string Table = "yardstick_messages";

    // Each client is a conversation; ids and places rise as ours do.
    private const string Script = $"""
        \set n :n + 1
        INSERT INTO {Table} (id, conversation_id, sender_id, client_message_id, content, seq, first_change_seq, change_seq, sent_at, created_at) VALUES ((lpad(to_hex(:n::bigint), 12, '0') || lpad(to_hex(:client_id::bigint), 20, '0'))::uuid, lpad(to_hex(:client_id::bigint), 32, '0')::uuid, 'partner_a', gen_random_uuid(), '{Wire.MessageTemplate.Content}', :n, :n, :n, clock_timestamp(), clock_timestamp());
        """;

    private bool _isMade;

    /// <summary>Inserts for that long.</summary>
    public async Task<PgBenchResult> InsertAsync(int clients, TimeSpan duration, CancellationToken ct)
    {
        // With its indexes and checks, and without a foreign key, which LIKE does not copy.
        await postgres.Database.ExecuteAsync(_isMade ? $"TRUNCATE {Table}" : $"CREATE TABLE {Table} (LIKE partner_messages INCLUDING ALL)", ct);
        _isMade = true;
        return await RunAsync(Script, clients, duration, ct);
    }

    /// <summary>Runs those statements as a transaction each.</summary>
    public async Task<PgBenchResult> RunAsync(string script, int clients, TimeSpan duration, CancellationToken ct)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, script, ct);
            return PgBenchResult.Parse(await RunFileAsync(file, clients, duration, ct));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<string> RunFileAsync(string file, int clients, TimeSpan duration, CancellationToken ct)
    {
        var server = new NpgsqlConnectionStringBuilder(postgres.Database.ConnectionString);
        var invariant = CultureInfo.InvariantCulture;
        string[] arguments =
        [
            "-h", server.Host!, "-p", server.Port.ToString(invariant), "-U", server.Username!, "-d", server.Database!,
            "-n", "-M", "prepared", "-f", file, "-c", clients.ToString(invariant), "-j", Math.Min(clients, 2).ToString(invariant),
            "-T", Math.Max(1, (int)duration.TotalSeconds).ToString(invariant), "-D", "n=0",
        ];
        var start = new ProcessStartInfo(postgres.Program("pgbench"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = server.Password;
        using var run = Process.Start(start) ?? throw new BenchmarkException("pgbench does not start.");
        var (output, errors) = (run.StandardOutput.ReadToEndAsync(ct), run.StandardError.ReadToEndAsync(ct));
        await run.WaitForExitAsync(ct);
        return run.ExitCode == 0 ? await output : throw new BenchmarkException($"pgbench failed: {string.Join(Environment.NewLine, (await errors).Split('\n').Take(5))}");
    }
}
