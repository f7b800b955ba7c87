"""LS1xx: a file that cannot be read."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.rules.texts import Text

CODES = (
    Code(
        "LS101",
        Text("多余的文件", "A file that does not belong"),
        Text("业务条线里没有“{name}”的位置。", "A pack has no place for “{name}”."),
        Text(
            "删去它。可有：pack.yaml、measures.yaml、published.yaml、registers/*.yaml、examples/*.yaml。",
            "Remove it. Possible: pack.yaml, measures.yaml, published.yaml, registers/*.yaml, examples/*.yaml.",
        ),
        Text(
            "条线只由数据组成。没人读的文件会让人以为它起作用，程序文件更不能混入。",
            "A pack is data and nothing else. A file nobody reads looks as if it had an effect.",
        ),
        Edit("notes.txt", "", "remember to ask the bureau\n"),
    ),
    Code(
        "LS102",
        Text("缺少文件", "A file is missing"),
        Text("缺少{name}。", "{name} is missing."),
        Text("建立这个文件；luoshi packs new 会写出样板。", "Create it; luoshi packs new writes a template."),
        Text(
            "没有封面就不知道归谁负责，没有台账就无事可记。",
            "Without its head nobody answers for a pack; without a register it keeps nothing.",
        ),
    ),
    Code(
        "LS103",
        Text("文件太大", "A file is too large"),
        Text("文件有 {size} 字节，上限是 {most}。", "The file has {size} bytes; at most {most} are read."),
        Text("把台账分成几个文件。", "Split it into several registers."),
        Text(
            "声明是给人读的；这样大的文件不是声明，多半是误放的数据。",
            "Declarations are read by people; a file of this size is data put in the wrong place.",
        ),
    ),
    Code(
        "LS104",
        Text("不是 UTF-8", "Not UTF-8"),
        Text("这里的字节 {byte} 不是 UTF-8。", "The byte {byte} here is not UTF-8."),
        Text("用 UTF-8 编码另存文件。", "Save the file as UTF-8."),
        Text(
            "GBK 文件会把汉字读成别的字，名称和口径就悄悄变了。",
            "A file in GBK would be read as other characters, and names would change unnoticed.",
        ),
    ),
    Code(
        "LS105",
        Text("有 BOM 标记", "A byte order mark"),
        Text("文件开头有 BOM 标记。", "The file begins with a byte order mark."),
        Text("另存为不带 BOM 的 UTF-8。", "Save it as UTF-8 without BOM."),
        Text(
            "看不见的字符会成为第一个键的一部分。",
            "The invisible character would become part of the first key.",
        ),
        Edit("measures.yaml", "# 指标：", "\ufeff# 指标："),
    ),
    Code(
        "LS106",
        Text("用制表符缩进", "Indented with a tab"),
        Text("这一行用制表符缩进。", "This line is indented with a tab."),
        Text("改用空格。", "Use spaces."),
        Text(
            "制表符的宽度因编辑器而异，层次就会看错。",
            "A tab is as wide as the editor likes, so the nesting would be in the eye of the reader.",
        ),
        Edit("measures.yaml", "    what: count", "\twhat: count"),
    ),
    Code(
        "LS107",
        Text("控制字符", "A control character"),
        Text("这里有不可见的字符 {character}。", "There is an invisible character {character} here."),
        Text("删去它。", "Remove it."),
        Text(
            "控制字符和残缺的代理项无法打印、检索，也存不进数据库。",
            "Control characters and lone surrogates can be neither printed nor searched nor stored.",
        ),
        Edit("pack.yaml", "en: Sample line of work", 'en: "Sample\\0line of work"'),
    ),
    Code(
        "LS108",
        Text("不是 YAML", "Not YAML"),
        Text("读不懂：{detail}。", "This cannot be read: {detail}."),
        Text(
            "检查缩进、冒号后的空格、引号和括号。", "Check indentation, the space after a colon, quotes and brackets."
        ),
        Text(
            "读不懂的部分不会猜测，整个文件都不采用。",
            "What cannot be read is never guessed; the whole file is left aside.",
        ),
        Edit("pack.yaml", "titles: {zh: 示例条线, en: Sample line of work}", "titles: zh: 示例条线"),
    ),
    Code(
        "LS109",
        Text("键重复", "A key written twice"),
        Text("“{key}”在第 {line} 行已经写过。", "“{key}” was written on line {line} already."),
        Text("删去一个，或改名。", "Remove one of the two, or rename it."),
        Text(
            "多数读取程序默默采用后一个，前一个字段就消失了。",
            "Most readers silently keep the later one, and the earlier field is gone.",
        ),
        Edit("pack.yaml", 'version: "1"', 'version: "1"\nversion: "2"'),
    ),
    Code(
        "LS110",
        Text("锚点或引用", "An anchor or alias"),
        Text(
            "不接受锚点、别名和合并（“{written}”）。", "Anchors, aliases and merges are not accepted (“{written}”)."
        ),
        Text("把内容写出来。", "Write the content out."),
        Text(
            "别名可以让几行字展开成几十亿个值，也让读者必须到别处去找含义。",
            "An alias can make a few lines unfold into billions of values, and sends readers elsewhere for meaning.",
        ),
        Edit("pack.yaml", 'version: "1"', "version: &one 1"),
    ),
    Code(
        "LS111",
        Text("标签或指令", "A tag or directive"),
        Text("不接受标签和指令（“{written}”）。", "Tags and directives are not accepted (“{written}”)."),
        Text("删去它；需要文字时加引号。", "Remove it; quote a value that is to stay text."),
        Text(
            "标签能让读取程序生成任意对象。含义由语法决定，不由标签决定。",
            "A tag can make a reader build arbitrary objects. Meaning comes from the grammar, never from a tag.",
        ),
        Edit("pack.yaml", 'version: "1"', "version: !!int 1"),
    ),
    Code(
        "LS112",
        Text("层次太深", "Nested too deep"),
        Text("嵌套超过 {depth} 层。", "The nesting is deeper than {depth} levels."),
        Text("减少层次；正常的声明不到 7 层。", "Flatten it; a declaration needs less than 7 levels."),
        Text("极深的嵌套只见于故意为难读取程序的文件。", "Such depth is only found in files made to harm a reader."),
        Edit("pack.yaml", 'version: "1"', "version: " + "[" * 14 + "1" + "]" * 14),
    ),
    Code(
        "LS113",
        Text("没有内容", "Nothing is written"),
        Text("“{subject}”后面没有内容。", "Nothing follows “{subject}”."),
        Text("写上内容，或删去这一行。", "Write the value, or remove the line."),
        Text(
            "空白既可以是“没有”，也可以是“忘了”；声明里不留这种疑问。",
            "Emptiness can mean “none” or “forgotten”; a declaration leaves no such doubt.",
        ),
        Edit("pack.yaml", "prefix: PACK_PREFIX", "prefix:"),
    ),
    Code(
        "LS114",
        Text("一个文件多份文档", "Several documents in one file"),
        Text("文件里有第二份文档（---）。", "A second document begins here (---)."),
        Text("分成两个文件。", "Split it into two files."),
        Text("第二份文档容易被漏看。", "A second document is easily overlooked."),
        Edit("pack.yaml", 'version: "1"', 'version: "1"\n---\npack: other'),
    ),
    Code(
        "LS116",
        Text("逗号把文字分成了两段", "A comma cuts a text in two"),
        Text("“{subject}”成了一个没有内容的键。", "“{subject}” became a key without a value."),
        Text(
            "花括号里含英文逗号的文字要加引号；中文逗号（，）不用。",
            "Inside braces a text with a comma needs quotation marks.",
        ),
        Text(
            "花括号里的逗号分隔键；后半句会悄悄丢失。",
            "Inside braces a comma separates keys; the second half of the sentence would be lost.",
        ),
        Edit("pack.yaml", "en: Sample line of work", "en: Sample, line of work"),
    ),
    Code(
        "LS115",
        Text("名称与文件名不符", "The name differs from the file's"),
        Text(
            "这里写“{written}”，文件或文件夹名是“{name}”。",
            "“{written}” is written, but the file or folder is “{name}”.",
        ),
        Text("两处写成同一个名称。", "Use one name in both places."),
        Text("引用时写的是名称，查找时看的是文件；两者必须一致。", "People refer by the name and look by the file."),
        Edit("registers/task.yaml", "register: task", "register: tasks"),
    ),
)
