using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace PartnerChat.Tests.Fixtures;

/// <summary>How PostgreSQL would go about a statement.</summary>
internal static class QueryPlan
{
    /// <summary>The plan of a prepared statement with these values.</summary>
    public static async Task<string> ExplainAsync(NpgsqlConnection connection, SentCommand sent, CancellationToken ct)
    {
        var names = sent.Parameters.Select(p => "@" + p.Name.TrimStart('@')).ToList();
        var text = Regex.Replace(sent.Text, @"@\w+", match => $"${names.IndexOf(match.Value) + 1}");
        return await ExplainAsync(connection, text, string.Join(", ", sent.Parameters.Select(p => Literal(p.Value))), ct);
    }

    public static async Task<string> ExplainAsync(NpgsqlConnection connection, string text, string values, CancellationToken ct)
    {
        await using (var prepare = new NpgsqlCommand($"PREPARE pinned AS {text}", connection)) await prepare.ExecuteNonQueryAsync(ct);
        var lines = new List<string>();
        await using (var explain = new NpgsqlCommand($"EXPLAIN (COSTS OFF) EXECUTE pinned{(values.Length > 0 ? $" ({values})" : "")}", connection))
        await using (var reader = await explain.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct)) lines.Add(reader.GetString(0));
        }

        await using var deallocate = new NpgsqlCommand("DEALLOCATE pinned", connection);
        await deallocate.ExecuteNonQueryAsync(ct);
        return string.Join('\n', lines);
    }

    private static string Literal(object? value) => value switch
    {
        Guid id => $"'{id}'",
        IEnumerable<Guid> ids => $"'{{{string.Join(',', ids)}}}'",
        IEnumerable<long> numbers => $"'{{{string.Join(',', numbers)}}}'",
        bool flag => flag ? "true" : "false",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        DateOnly day => $"'{day.ToString("O", CultureInfo.InvariantCulture)}'",
        DateTimeOffset at => $"'{at:O}'",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"Nobody has written {value} as SQL yet."),
    };
}
