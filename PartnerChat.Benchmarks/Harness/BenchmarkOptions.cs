using System.Globalization;

namespace PartnerChat.Benchmarks.Harness;

/// <summary>What was asked for on the command line.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>The parts, in the order in which they were named.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>How long each measured run lasts; a yardstick's as well.</summary>
    public int Seconds { get; init; } = 10;

    /// <summary>How often a figure is measured between yardsticks; the median counts.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>How long the app is kept busy before anything counts, at least: until its code is compiled.</summary>
    public int WarmUp { get; init; } = 10;

    /// <summary>Pairs of the parts with many.</summary>
    public int Pairs { get; init; } = 200;

    /// <summary>The longest conversation of <c>growth</c>.</summary>
    public int Stored { get; init; } = 10_000_000;

    /// <summary>Where the results go.</summary>
    public string Out { get; init; } = Path.Combine("artifacts", "benchmarks");

    /// <summary>An app that was published before; null publishes it.</summary>
    public string? App { get; init; }

    /// <summary>Whether only the help is wanted.</summary>
    public bool IsHelp { get; init; }

    /// <exception cref="ArgumentException">Something on it is not known.</exception>
    public static BenchmarkOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchmarkOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            string Next() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} wants a value.");
            int Number() => int.TryParse(Next(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                ? number : throw new ArgumentException($"{arguments[i - 1]} wants a number from 1 on.");
            options = arguments[i] switch
            {
                "--seconds" => options with { Seconds = Number() },
                "--rounds" => options with { Rounds = Number() },
                "--warm-up" => options with { WarmUp = Number() },
                "--pairs" => options with { Pairs = Number() },
                "--stored" => options with { Stored = Number() },
                "--out" => options with { Out = Next() },
                "--app" => options with { App = Next() },
                "--help" or "-h" => options with { IsHelp = true },
                { } part when !part.StartsWith('-') => options with { Parts = [.. options.Parts, part] },
                var unknown => throw new ArgumentException($"{unknown} is not known; --help lists what is."),
            };
        }

        return options;
    }
}
