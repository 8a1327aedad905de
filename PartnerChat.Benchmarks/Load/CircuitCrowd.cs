using System.Net;
using PartnerChat.Benchmarks.Circuits;
using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Load;

/// <summary>Circuits of many people, without browsers.</summary>
internal sealed class CircuitCrowd : IAsyncDisposable
{
    private const int AtOnce = 4;

    private readonly ChatCircuit[] _circuits;
    private readonly List<CircuitVisitor> _visitors = [];

    private CircuitCrowd(int count) => _circuits = new ChatCircuit[count];

    public IReadOnlyList<ChatCircuit> Circuits => _circuits;

    /// <summary>Opens a circuit for each of them.</summary>
    public static async Task<CircuitCrowd> OpenAsync(Bench bench, IReadOnlyList<SeededPartner> partners, CancellationToken ct)
    {
        var crowd = new CircuitCrowd(partners.Count);
        crowd._visitors.AddRange(partners.Select(p => Visit(bench, p)));
        await Parallel.ForAsync(0, partners.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, token) =>
            crowd._circuits[i] = await ChatCircuit.OpenAsync(crowd._visitors[i], token));
        return crowd;
    }

    /// <exception cref="BenchmarkException">A circuit was given up by the server.</exception>
    public void Check()
    {
        if (_circuits.SelectMany(c => c.Circuit.Errors).FirstOrDefault() is { } error) throw new BenchmarkException($"A circuit broke: {error}");
    }

    public async ValueTask DisposeAsync()
    {
        await Parallel.ForEachAsync(_circuits, async (circuit, _) => await circuit.DisposeAsync());
        foreach (var visitor in _visitors) visitor.Dispose();
    }

    private static CircuitVisitor Visit(Bench bench, SeededPartner partner)
    {
        var visitor = new CircuitVisitor(bench.App.BaseUrl.ToString());
        visitor.Cookies.Add(bench.App.BaseUrl, new Cookie(SignedTickets.CookieName, partner.Cookie));
        return visitor;
    }
}
