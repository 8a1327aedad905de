using PartnerChat.Data.Search;

namespace PartnerChat.Tests.Data.Search;

/// <summary>What finds what, script by script.</summary>
public sealed class SearchFoldTests
{
    public static TheoryData<string, string> Found => new()
    {
        // Latin
        { "Quinces at the market", "INCE" },
        { "café crème", "Cafe Creme" },
        { "cafe creme", "café crème" },
        { "cafe\u0301", "café" },
        { "Die Straße", "strasse" },
        { "Die Strasse", "STRAẞE" },
        { "Çok yaşa İstanbul", "istanbul" },
        { "ışık", "isik" },
        { "ISPARTA", "ısparta" },
        { "Smørrebrød på Ærø", "smorrebrod pa aero" },
        { "Łódź", "lodz" },
        { "Việt Nam đẹp", "viet nam dep" },
        { "ｆｕｌｌ ｗｉｄｔｈ", "full width" },
        { "ﬁne", "fine" },
        { "your mother’s paste", "mother's" },
        { "one – two", "one - two" },
        { "good\n\nmorning", "good morning" },
        { "hyphen\u00ADated", "hyphenated" },
        { "at ٣:٤٥", "3:45" },
        // Greek
        { "Ο Οδυσσέας", "ΟΔΥΣΣΕΑΣ" },
        { "ΟΔΟΣ", "οδός" },
        { "πάμε στις 5", "παμε" },
        // Cyrillic
        { "Ёлка зелёная", "елка зеленая" },
        { "ДОБРОЕ УТРО", "доброе" },
        // Arabic, with and without diacritics, hamza and elongation
        { "تيتا بتسلّم عليكِ كتير", "بتسلم عليك" },
        { "السَّلَامُ عَلَيْكُم", "السلام" },
        { "أهلا وسهلا", "اهلا" },
        { "مـــرحبا", "مرحبا" },
        { "می\u200Cخواهم", "میخواهم" },
        // Hebrew points
        { "שָׁלוֹם", "שלום" },
        { "שלום", "שָׁלוֹם" },
        // Thai, tone marks aside
        { "สวัสดีตอนเช้า", "ตอนเชา" },
        { "พรุ่งนี้เจอกัน", "นี้เจอ" },
        // Devanagari, nukta aside
        { "ज़रूर आऊँगा", "जरूर" },
        // Chinese, Japanese, Korean: one sign, two signs
        { "明天见", "天" },
        { "明天见", "明天" },
        { "東京タワー", "ﾀﾜｰ" },
        { "がんばって", "がん" },
        { "안녕하세요", "하세" },
        // Emoji
        { "look 👩‍👩‍👧 there", "👩‍👩‍👧" },
        { "look 👩‍👩‍👧 there", "👧" },
        { "❤️ you", "❤" },
        { "❤ you", "❤️" },
        { "yes 👍🏽", "👍" },
        { "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿" },
    };

    public static TheoryData<string, string> NotFound => new()
    {
        { "quinces", "quinze" },
        { "one two", "twoone" },
        { "กา", "กี" },
        { "か", "が" },
        { "कि", "कु" },
        { "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿" },
        { "👍", "👎" },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public void Find_ThePieceOfTheText_IsThere(string text, string words)
    {
        Assert.NotEmpty(SearchFold.Find(text, SearchFold.FoldQuery(words)));
    }

    [Theory]
    [MemberData(nameof(NotFound))]
    public void Find_AnotherWord_IsNot(string text, string words)
    {
        Assert.Empty(SearchFold.Find(text, SearchFold.FoldQuery(words)));
    }

    [Theory]
    [InlineData("Grüße, Großes", "gros", "Groß")]
    [InlineData("cafe\u0301s", "cafe", "cafe\u0301")]
    [InlineData("a  b", "a b", "a  b")]
    [InlineData("aXbxc", "x", "X|x")]
    [InlineData("aaaa", "aa", "aa|aa")]
    [InlineData("看👩‍👩‍👧了", "👧", "👩‍👩‍👧")]
    [InlineData("السَّلَام", "سلام", "سَّلَام")]
    [InlineData("Straße", "s", "S|ß")]
    public void Find_Places_AreWholeCharactersOfTheText(string text, string words, string places)
    {
        var found = SearchFold.Find(text, SearchFold.FoldQuery(words)).Select(place => text[place]);

        Assert.Equal(places, string.Join('|', found));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("\u0301")]
    [InlineData("\u200D")]
    [InlineData("\0\u0007")]
    public void FoldQuery_NothingToLookFor_IsEmpty(string words)
    {
        Assert.Empty(SearchFold.FoldQuery(words));
    }

    [Fact]
    public void Fold_ControlCharacters_PutsOutNone()
    {
        var all = string.Concat(Enumerable.Range(0, 0xA0).Select(c => (char)c));

        Assert.DoesNotContain(SearchFold.Fold(all), char.IsControl);
    }

    [Fact]
    public void Fold_LoneSurrogate_IsTakenAsOneUnit()
    {
        Assert.Equal([2..3], SearchFold.Find("a\uD83Db", "b"));
    }
}
