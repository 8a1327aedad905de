using CsCheck;
using PartnerChat.Data.Search;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Properties;

/// <summary>Nothing that is written somewhere can be searched for in vain.</summary>
public sealed class SearchFoldProperties
{
    // Runes of many scripts, and what is hard about them: marks on their own, joiners, white space, controls.
    private static readonly Gen<string> Runes = Gen.Frequency(
        (6, Gen.Char['a', 'z'].Select(c => $"{c}")), (2, Gen.Char['A', 'Z'].Select(c => $"{c}")), (2, Of(" ", "\n", "\t", "\u00A0", "\u3000", "  ")),
        (3, Gen.Int[0xC0, 0x24F].Select(char.ConvertFromUtf32)), (3, Gen.Int[0x300, 0x36F].Select(char.ConvertFromUtf32)), (2, Gen.Int[0x370, 0x6FF].Select(char.ConvertFromUtf32)),
        (2, Gen.Int[0x900, 0x11FF].Select(char.ConvertFromUtf32)), (2, Gen.Int[0x2000, 0xD7FF].Select(char.ConvertFromUtf32)), (1, Gen.Int[0xF900, 0xFFFD].Select(char.ConvertFromUtf32)),
        (2, Gen.Int[0x1F300, 0x1FAFF].Select(char.ConvertFromUtf32)), (1, Gen.Int[0xE0000, 0xE01EF].Select(char.ConvertFromUtf32)), (2, Of("\u200D", "\uFE0F", "ß", "İ", "ς", "\u0001", "👩‍👩‍👧")));

    private static readonly Gen<string[]> Texts = Runes.Array[1, 60];

    [Fact]
    public void Find_EveryPieceOfAText_IsFoundInIt()
    {
        Gen.Select(Texts, Gen.Int[0, 59], Gen.Int[1, 20]).Sample(
            (runes, from, length) =>
            {
                var text = string.Concat(runes);
                var piece = string.Concat(runes.Skip(from).Take(length));
                var folded = SearchFold.FoldQuery(piece);
                return folded.Length == 0 || SearchFold.Find(text, folded).Count > 0;
            },
            iter: Campaign.Count(100_000));
    }

    [Fact]
    public void Find_Places_RiseAndHoldWhatIsSearched()
    {
        Gen.Select(Texts, Gen.Int[0, 59], Gen.Int[1, 5]).Sample(
            (runes, from, length) =>
            {
                var text = string.Concat(runes);
                var folded = SearchFold.FoldQuery(string.Concat(runes.Skip(from).Take(length)));
                var places = SearchFold.Find(text, folded);
                return places.Zip(places.Skip(1)).All(p => p.First.End.Value <= p.Second.Start.Value)
                    && places.All(p => p.Start.Value < p.End.Value && p.End.Value <= text.Length);
            },
            iter: Campaign.Count(100_000));
    }

    [Fact]
    public void Fold_Again_ChangesNothing()
    {
        Texts.Sample(runes => SearchFold.Fold(SearchFold.Fold(string.Concat(runes))) == SearchFold.Fold(string.Concat(runes)), iter: Campaign.Count(100_000));
    }

    private static Gen<string> Of(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
